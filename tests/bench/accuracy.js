// Runs other detectors over the document, for the accuracy benchmark: each returns what it found as [text, E.164]. Never part of the
// product.

/* global libphonenumber, RingCentralC2D */

window.peers = {
  /** @param {'lpnMin' | 'lpnMax'} name */
  library(name, text, region) {
    const found = window[name].findPhoneNumbersInText(text, { ...(region && { defaultCountry: region }), v2: true });
    return found.map(({ startsAt, endsAt, number }) => [text.slice(startsAt, endsAt), number.number]);
  },

  /** Of each text, read in its region, the numbers. @param {'lpnMin' | 'lpnMax'} name @param {[string, string | null][]} asked */
  numbers(name, asked) {
    return asked.map(([text, region]) => peers.library(name, text, region).map(([, number]) => number));
  },

  official(region) {
    const { matcher } = new RingCentralC2D().observer._props;
    matcher._props = { countryCode: region ?? "US" };
    return matcher.match({ node: document.body, children: true }).map(({ startsNode, startsAt, endsAt, context }) => [
      startsNode.data?.slice(startsAt, endsAt) ?? startsNode.textContent, context.phoneNumber,
    ]);
  },
};

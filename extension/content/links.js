// Telephone links: which addresses are calls. Pure. What number a link names, and whether it may be dialled, is for the host to say.

/** Longer texts than the host reads are handed over only so far that it can say so. */
const LINK_TEXT = 300;

/** The schemes of `Messages.Scheme`, with what makes an address of theirs a call. @type {Record<string, RegExp>} */
const CALL_LINKS = {
  tel: /^\s*tel:/i,
  callto: /^\s*callto:/i,
  rcmobile: /^\s*rcmobile:\/{0,2}call\/?\?/i,
  rcapp: /^\s*rcapp:\/{0,2}r\/call\/?\?/i,
};
const ANY_CALL_LINK = /^\s*(tel|callto|rcmobile|rcapp):/i;

/**
 * @param {string | null} href
 * @returns {{scheme: Messages.Scheme, text: string} | null} null when it is no telephone link
 */
function readLink(href) {
  const scheme = ANY_CALL_LINK.exec(href ?? "")?.[1]?.toLowerCase();
  if (!href || !scheme || !CALL_LINKS[scheme]?.test(href)) return null;
  return { scheme: /** @type {Messages.Scheme} */ (scheme), text: href.slice(0, LINK_TEXT).trim() };
}

/** The address that a click on this element follows. @param {Element | null} element @returns {string | null} */
function hrefAround(element) {
  const link = element?.closest("a, area");
  return link?.getAttribute("href") ?? link?.getAttributeNS("http://www.w3.org/1999/xlink", "href") ?? null;
}

/** The digits of a text as ASCII. @param {string} text @returns {string} */
function digitsOf(text) {
  let digits = "";
  for (let i = 0; i < text.length; i++) {
    const value = digitValue(text.charCodeAt(i));
    if (value >= 0) digits += value;
  }
  return digits;
}

/** `tel:+12015550123`: only what leaves no doubt about the country. */
const WHOLE_LINK = /^tel:(?:\/\/)?(?:\+|%2b)((?:[\d().\s-]|%20)+)(?:;|$)/i;

/**
 * Whether a shown text is the international number of the link that it stands in: the same digits, but for the country's own and a
 * trunk zero.
 * @param {string} shown
 * @param {string} href
 */
function sameNumber(shown, href) {
  const whole = digitsOf(WHOLE_LINK.exec(href)?.[1]?.replaceAll("%20", " ") ?? "");
  const short = digitsOf(shown).replace(/^0+/, "");
  return short.length >= 6 && whole.endsWith(short) && whole.length - short.length <= 4;
}

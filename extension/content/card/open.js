// The two functions that the rest of the page's scripts know: open the card for a number, close it. There is never more than one.

/** @type {{card: Card | null, turn: number, css: string | null}} */
const openedCard = { card: null, turn: 0, css: null };

/**
 * Opens the card for a number in place of one that is open.
 * @param {CardTarget} target
 */
async function openCard(target) {
  closeCard();
  const turn = ++openedCard.turn;
  const [styles, words] = await Promise.all([
    openedCard.css ?? ask("ui.styles", { names: ["card"] }).then(({ css }) => css),
    ask("ui.words", {}).then(
      ({ words }) => words,
      () => null,
    ),
  ]);
  if (turn !== openedCard.turn) return;
  openedCard.css = styles;
  useWords(words);
  openedCard.card = new Card(target, styles, () => (openedCard.card = null));
}

/** Closes the card, if one is open. A call goes on. */
function closeCard() {
  openedCard.turn += 1;
  openedCard.card?.close();
}

// The content script of the driver's own test extension: a card in a closed shadow root, with another one inside.
const contentWord = 'content world';

const card = document.createElement('ringout-card');
card.style.cssText = 'position: fixed; right: 20px; bottom: 20px; width: 200px; height: 80px';
const root = card.attachShadow({ mode: 'closed' });
root.innerHTML = '<button aria-label="Call Anna">Call</button><output></output><inner-part></inner-part>';
const inner = root.querySelector('inner-part').attachShadow({ mode: 'closed' });
inner.innerHTML = '<b>deep</b>';
root.querySelector('button').addEventListener('click', event => {
  root.querySelector('output').textContent = event.isTrusted ? 'trusted' : 'untrusted';
  chrome.runtime.sendMessage({ name: 'echo', text: 'hello from the card' }).then(answer => {
    root.querySelector('output').textContent = JSON.stringify(answer);
  });
});
document.documentElement.append(card);

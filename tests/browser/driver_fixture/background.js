// The background of the driver's own test extension: passes messages on to the native host, and notes what it is told.
globalThis.born = Math.random();
globalThis.noted = [];
let port = null;

function ask(text) {
  return new Promise(answer => {
    port ??= chrome.runtime.connectNative('com.ringout.host');
    port.onMessage.addListener(message => answer(message));
    port.onDisconnect.addListener(() => answer({ error: chrome.runtime.lastError?.message ?? 'the host is gone' }));
    port.postMessage({ text });
  });
}

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (message.name === 'window') {
    chrome.windows.create({ type: 'popup', url: 'popup.html?window', width: 400, height: 300 });
    return false;
  }
  if (message.name === 'fail') throw new Error('the background failed on purpose');
  ask(message.text).then(echo => answer({ echo, born: globalThis.born }));
  return true;
});

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: 'dial', title: 'Dial "%s"', contexts: ['selection'] });
  chrome.contextMenus.create({ id: 'follow', title: 'Follow', contexts: ['link'] });
});
chrome.contextMenus.onClicked.addListener(info =>
  globalThis.noted.push([info.menuItemId, info.selectionText ?? info.linkUrl]));
chrome.commands.onCommand.addListener(name => globalThis.noted.push(['command', name]));

// The last content script: starts what the files before it declare, once for each document.

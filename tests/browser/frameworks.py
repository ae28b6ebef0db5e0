"""One small application in the production builds of React, Vue and Svelte: a list of people with their numbers.

Each page has `show(people)`, which renders, and `expected(people)`, what the list must then say.
"""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from ..node import TOOLS, install_tools, node
from .driver.site import Site

_HEAD = "<!doctype html><html lang=en-US><meta charset=utf-8><link rel=icon href=data:,><title>People</title><div id=app></div>"

_EXPECTED = """
  window.expected = people => people.map(({name, phone}) => `${name}: ${phone} now`).join('|');
  window.said = () => [...document.querySelectorAll('li')].map(li => li.textContent).join('|');
"""

_REACT = """
  const modules = {}, sources = SOURCES;
  const require = name => {
    if (!modules[name]) { const module = modules[name] = {exports: {}};
      new Function('module', 'exports', 'require', 'process', sources[name])(module, module.exports, require, {env: {NODE_ENV: 'production'}}); }
    return modules[name].exports;
  };
  const {createElement: h} = require('react'), {flushSync} = require('react-dom');
  const root = require('react-dom/client').createRoot(app);
  window.show = people => flushSync(() => root.render(h('ul', null, people.map(({id, name, phone}) =>
    h('li', {key: id}, h('b', null, name), ': ', phone, ' now')))));
"""

_VUE = """
  const {createApp, shallowRef, h, nextTick} = Vue;
  const people = shallowRef([]);
  createApp({render: () => h('ul', people.value.map(({id, name, phone}) =>
    h('li', {key: id}, [h('b', name), ': ', phone, ' now'])))}).mount('#app');
  window.show = now => { people.value = now; return nextTick(); };
"""

_SVELTE = """
<script>
  let people = $state.raw([]);
  export function show(now) { people = now; }
</script>
<ul>{#each people as {id, name, phone} (id)}<li><b>{name}</b>: {phone} now</li>{/each}</ul>
"""

_COMPILE = """
  import {compile} from 'svelte/compiler';
  process.stdout.write(compile(process.argv[1], {name: 'People', generate: 'client', dev: false}).js.code);
"""


def _script(source: str) -> str:
    return source.replace("</script", "<\\/script")


def _react(site: Site) -> str:
    files = {
        "react": "react/cjs/react.production.js",
        "scheduler": "scheduler/cjs/scheduler.production.js",
        "react-dom": "react-dom/cjs/react-dom.production.js",
        "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
    }
    sources = json.dumps({name: (TOOLS / file).read_text("utf-8") for name, file in files.items()})
    return site.add("/react", f"{_HEAD}<script>{_EXPECTED}{_script(_REACT.replace('SOURCES', sources))}</script>")


def _vue(site: Site) -> str:
    vue = (TOOLS / "vue/dist/vue.runtime.global.prod.js").read_text("utf-8")
    return site.add("/vue", f"{_HEAD}<script>{_script(vue)}</script><script>{_EXPECTED}{_VUE}</script>")


def _svelte(site: Site) -> str:
    done = node("--input-type=module", "-e", _COMPILE, _SVELTE, cwd=TOOLS.parent)
    assert done.returncode == 0, done.stdout
    types = {"Content-Type": "text/javascript; charset=utf-8"}
    imports = {"esm-env": "/esm-env.js", "clsx": "/clsx.js"}
    for path in (TOOLS / "svelte/src").rglob("*.js"):
        site.add(
            f"/svelte/src/{path.relative_to(TOOLS / 'svelte/src').as_posix()}", path.read_bytes(), headers=types
        )
    for name, file in _SVELTE_IMPORTS.items():
        imports[name] = f"/svelte/src/{file}"
    site.add("/clsx.js", (TOOLS / "clsx/dist/clsx.mjs").read_bytes(), headers=types)
    site.add("/esm-env.js", b"export const BROWSER = true, DEV = false, NODE = false;", headers=types)
    site.add("/people.js", done.stdout.encode(), headers=types)
    return site.add(
        "/svelte",
        f"{_HEAD}<script type=importmap>{json.dumps({'imports': imports})}</script><script>{_EXPECTED}</script>"
        "<script type=module>import {mount, flushSync} from 'svelte'; import People from '/people.js';"
        "const people = mount(People, {target: app});"
        "window.show = now => flushSync(() => people.show(now));</script>",
    )


_SVELTE_IMPORTS: Mapping[str, str] = {
    "svelte": "index-client.js",
    "svelte/internal/client": "internal/client/index.js",
    "svelte/internal/disclose-version": "internal/disclose-version.js",
    "#client/constants": "internal/client/constants.js",
}


FRAMEWORKS: Mapping[str, Callable[[Site], str]] = {"react": _react, "vue": _vue, "svelte": _svelte}


def serve(site: Site, framework: str) -> str:
    """Put the application on the site; returns its address."""
    install_tools()
    return FRAMEWORKS[framework](site)

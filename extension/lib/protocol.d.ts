// The messages between the extension and the host, protocol version 1. Generated from the host's models by
//     python -m ringout_host.protocol.dts
// Change the models, not this part; a test fails when it is stale.

declare namespace Protocol {
  /** The version of these messages; `host.ready` names the host's. */
  type Version = 1;

  /** Every word that names an error or a call's reason. */
  type Code =
    | 'bad-json'
    | 'bad-request'
    | 'unknown-method'
    | 'too-large'
    | 'busy'
    | 'not-a-number'
    | 'invalid-number'
    | 'emergency-number'
    | 'short-code'
    | 'feature-code'
    | 'premium-rate'
    | 'country-not-allowed'
    | 'confirmation-required'
    | 'extension-not-dialable'
    | 'duplicate-call'
    | 'limit-minute'
    | 'limit-hour'
    | 'limit-day'
    | 'unknown-call'
    | 'not-cancellable'
    | 'signed-out'
    | 'sign-in-expired'
    | 'permission-missing'
    | 'feature-disabled'
    | 'from-not-allowed'
    | 'caller-id-not-allowed'
    | 'international-disabled'
    | 'no-credit'
    | 'service-unreachable'
    | 'service-error'
    | 'rate-limited'
    | 'outcome-unknown'
    | 'config-invalid'
    | 'storage-failed'
    | 'internal';

  type NumberType =
    | 'fixed-line'
    | 'mobile'
    | 'fixed-line-or-mobile'
    | 'toll-free'
    | 'premium-rate'
    | 'shared-cost'
    | 'voip'
    | 'personal'
    | 'pager'
    | 'uan'
    | 'voicemail'
    | 'satellite'
    | 'unknown';

  type Verdict = 'allow' | 'confirm' | 'refuse';

  type Phase =
    | 'placing'
    | 'ringing-you'
    | 'ringing-them'
    | 'connected'
    | 'ended'
    | 'failed'
    | 'cancelled'
    | 'unknown';

  type Leg = 'you' | 'them' | 'service';

  /** One telephone number, in every form that is shown or sent. */
  interface Number {
    /** What is dialled: `+` and digits (ITU-T E.164). */
    e164: string;
    /** As people in its own country write it. */
    national: string;
    /** As people elsewhere write it. */
    international: string;
    /** ISO 3166-1 country, or `001` where the number belongs to no country. */
    region: string;
    type: NumberType;
    /** To be dialled by hand after the call is answered; never sent. */
    extension?: string;
  }

  /** A short piece of page text that may hold numbers. */
  interface Span {
    id: string | number;
    text: string;
  }

  /** A number found in the text with this id; `start` and `end` count UTF-16 code units. */
  interface Match {
    id: string | number;
    start: number;
    end: number;
    number: Number;
  }

  /** What would happen if this text were dialled. */
  interface Inspection {
    number?: Number;
    verdict: Verdict;
    code?: string;
    message?: string;
    remedy?: string;
  }

  /** RingCentral's own three words, as last read (`GetRingOutStatusResponse.status`). */
  interface CallStatus {
    call: string;
    caller: string;
    callee: string;
  }

  /** Why the call is as it is, and what to do next. `code` is an error word. */
  interface Reason {
    leg: Leg;
    code: string;
    message: string;
    remedy: string;
    /** Seconds, counted from `updatedAt`, until it goes on by itself. */
    retryAfter?: number;
  }

  /** One call in the ledger. */
  interface Call {
    id: string;
    requestId: string;
    to: Number;
    from: string;
    callerId?: string;
    origin?: string;
    phase: Phase;
    status?: CallStatus;
    reason?: Reason;
    cancellable: boolean;
    startedAt: string;
    updatedAt: string;
    endedAt?: string;
  }

  /** A phone of the person that RingCentral can ring first. */
  interface FromPhone {
    phoneNumber: string;
    label: string;
    type: string;
  }

  /** A number that the callee may be shown. */
  interface CallerId {
    phoneNumber: string;
    label: string;
  }

  /** What is known of the RingCentral extension, as last read; never waits for the network. */
  interface Account {
    signedIn: boolean;
    name?: string;
    extensionNumber?: string;
    region?: string;
    from: FromPhone[];
    callerIds: CallerId[];
    /** Plain sentences about what could not be read and what to do instead. */
    notes: string[];
    /** Where the sign-in is kept: `keyring` or `file`. */
    tokenStore?: string;
  }

  /** The person's choices for the next call. */
  interface SessionSettings {
    region: string;
    from?: string;
    callerId?: string;
    playPrompt: boolean;
  }

  /** What may be dialled, and how often. */
  interface Policy {
    /** Allowed without asking, besides home. */
    countries: string[];
    perMinute: number;
    perHour: number;
    perDay: number;
    /** Wire names of the settings that an administrator has fixed. */
    locked: string[];
  }

  /** All that a newly opened page or popup needs to know. */
  interface Session {
    account: Account;
    settings: SessionSettings;
    policy: Policy;
    /** The server is our own simulator: every call is pretended. */
    simulator: boolean;
    activeCalls: Call[];
  }

  /** No parameters. */
  type Nothing = Record<string, never>;

  /** `numbers.match`: which of these texts hold numbers, read as in `region`. */
  interface MatchParams {
    texts: Span[];
    region?: string | null;
  }

  /** `numbers.match`. */
  interface MatchResult {
    matches: Match[];
  }

  /** `numbers.inspect`, `numbers.confirm`: one number as a person wrote it. */
  interface TextParams {
    text: string;
    region?: string | null;
  }

  /** `numbers.confirm`: a single-use token for this E.164 number. */
  interface ConfirmResult {
    confirmation: string;
    expiresAt: string;
  }

  /** `calls.start`. The same `requestId` again is the same call and never dials twice. */
  interface StartParams {
    requestId: string;
    text: string;
    region?: string | null;
    from?: string | null;
    callerId?: string | null;
    playPrompt?: boolean | null;
    origin?: string | null;
    confirmation?: string | null;
  }

  /** `calls.get`, `calls.cancel`. */
  interface CallParams {
    id: string;
  }

  /** `calls.start`, `calls.get`, `calls.cancel`, and the notification `call.updated`. */
  interface CallResult {
    call: Call;
  }

  /** `calls.list`: newest first, older than the call `before`. */
  interface ListParams {
    limit: number;
    before?: string | null;
  }

  /** `calls.list`. */
  interface ListResult {
    calls: Call[];
  }

  /** `calls.clear`: how many calls were taken out of the history. Those that are not over stay. */
  interface ClearResult {
    removed: number;
  }

  /** `settings.update`: what is named is changed; `null` forgets a choice. */
  interface SettingsParams {
    region?: string | null;
    from?: string | null;
    callerId?: string | null;
    playPrompt?: boolean | null;
    countries?: string[] | null;
    perMinute?: number | null;
    perHour?: number | null;
    perDay?: number | null;
  }

  /** `settings.update`. */
  interface SettingsResult {
    settings: SessionSettings;
    policy: Policy;
  }

  /** `account.signIn`: where to send the person; `account.changed` follows. */
  interface SignInResult {
    authorizeUrl: string;
  }

  /** One link of the self-test's chain. */
  interface Finding {
    /** A browser's name, or the part of the host that was looked at. */
    subject: string;
    /** The link: a stable word. */
    check: string;
    /** `ok`, `warning`, `broken` or `skipped`. */
    result: string;
    message: string;
    /** A command or an act that repairs it. */
    remedy?: string;
    /** The error word that a call would meet. */
    code?: string;
  }

  /** `diagnostics.run`: the self-test's report. */
  interface Diagnosis {
    version: string;
    ok: boolean;
    exitCode: number;
    findings: Finding[];
  }

  /** `host.ready`: the first frame of every host. */
  interface ReadyParams {
    protocol: number;
    version: string;
    pid: number;
  }

  /** `account.changed`. */
  interface AccountChanged {
    account: Account;
  }

  /** `host.fatal`: the last frame of a host that must die. */
  interface Fatal {
    code: string;
    message: string;
  }

  /** Requests by name: what is sent and what comes back. */
  interface Methods {
    'session.get': { params: Nothing; result: Session };
    'numbers.match': { params: MatchParams; result: MatchResult };
    'numbers.inspect': { params: TextParams; result: Inspection };
    'numbers.confirm': { params: TextParams; result: ConfirmResult };
    'calls.start': { params: StartParams; result: CallResult };
    'calls.cancel': { params: CallParams; result: CallResult };
    'calls.get': { params: CallParams; result: CallResult };
    'calls.list': { params: ListParams; result: ListResult };
    'calls.clear': { params: Nothing; result: ClearResult };
    'settings.update': { params: SettingsParams; result: SettingsResult };
    'account.signIn': { params: Nothing; result: SignInResult };
    'account.signOut': { params: Nothing; result: Nothing };
    'diagnostics.run': { params: Nothing; result: Diagnosis };
  }

  /** What the host says unasked. */
  interface Notifications {
    'host.ready': ReadyParams;
    'call.updated': CallResult;
    'account.changed': AccountChanged;
    'host.fatal': Fatal;
  }
}

// ---- hand-written below

/** What the parts of the extension say to each other. */
declare namespace Messages {
  /** Why something was not done, and what to do next; both sentences are for the person. */
  interface Failure {
    /** A `Protocol.Code` of the host, or an `OwnCode`. */
    code: string;
    message: string;
    remedy: string;
    /** Seconds until trying again can succeed. */
    retryAfter?: number;
  }

  /** The failures that only the extension can see; their words are `error_…` and `error_…_remedy` in `_locales`. */
  type OwnCode =
    | 'host-missing'
    | 'host-forbidden'
    | 'host-broken'
    | 'host-exited'
    | 'host-garbled'
    | 'host-silent'
    | 'outdated-host'
    | 'outdated-extension'
    | 'not-placed'
    | 'outcome-unknown'
    | 'bad-request'
    | 'busy'
    | 'internal'
    | 'page-not-in-front'
    | 'confirmation-over'
    | 'page-unreachable'
    | 'setting-locked';

  /** The way to the host: works, not installed (or not for this browser), one side too old, or broken. */
  type Connection = 'ready' | 'missing' | 'outdated-host' | 'outdated-extension' | 'failed';

  /** All that a page of ours needs to know; when not `ready`, nobody is signed in and the rest are defaults. */
  interface Session extends Protocol.Session {
    connection: Connection;
    connectionError?: Failure;
    hostVersion?: string;
  }

  type Theme = 'auto' | 'light' | 'dark';

  type Scheme = 'tel' | 'callto' | 'rcmobile' | 'rcapp';

  /** Preferences that hold everywhere. */
  interface GeneralPreferences {
    /** Where numbers are marked: `chosen` is only on sites that the person switched on. */
    marking: 'everywhere' | 'chosen' | 'nowhere';
    /** Whether clicks on telephone links are answered. */
    links: boolean;
    schemes: Scheme[];
    notifications: boolean;
    theme: Theme;
    /** `auto`, or a BCP 47 tag for which there is a folder in `_locales`. */
    language: string;
  }

  /** What the person chose for one site; what is absent follows the general preferences. */
  interface SitePreferences {
    marking?: boolean;
    oneClick?: boolean;
    /** ISO 3166-1 country in which the site's numbers are read. */
    region?: string;
    /** Texts that the person said are not telephone numbers. */
    notNumbers?: string[];
  }

  /** What holds on one site: managed over chosen over default. */
  interface Preferences {
    /** Host name (with port, if any), `file:`, or empty where there is none. */
    site: string;
    marking: boolean;
    oneClick: boolean;
    links: boolean;
    schemes: Scheme[];
    region?: string;
    notNumbers: string[];
    notifications: boolean;
    theme: Theme;
    language: string;
    /** Keys that the administrator has fixed. */
    locked: string[];
  }

  /** Everything at once, for the options page. */
  interface AllPreferences {
    general: GeneralPreferences;
    sites: Record<string, SitePreferences>;
    locked: string[];
    /** What the administrator has fixed for single sites. */
    fixedSites: Record<string, { marking?: boolean; oneClick?: boolean }>;
  }

  /** A call that waits for the person's confirmation. */
  interface ParkedCall {
    requestId: string;
    text: string;
    region?: string | null;
    from?: string | null;
    callerId?: string | null;
    playPrompt?: boolean | null;
  }

  /** A mark on a page, as the popup lists it; `frameId` and `index` are for `page.show`. */
  interface Mark {
    text: string;
    number: Protocol.Number;
    rectTop: number;
    frameId: number;
    index: number;
  }

  /** The marks of one document that the shortcut keys go through, and where the document stands in the page. */
  interface StepsHere {
    count: number;
    /** The mark that is shown now. */
    current: number | null;
    /** The first mark that is not above the viewport; `count` when all are. */
    inView: number;
    /** Whether the keyboard is in this document, not in a frame of it. */
    inFront: boolean;
    /** The way to it from the page, frame by frame; -1 at the end is a frame in a shadow tree; null when nobody can say. */
    path: number[] | null;
    /** Of each frame in it, in reading order: its place (below 0 in shadow trees), how many marks are read before, and whether it is above the viewport. */
    frames: { place: number; before: number; above: boolean }[];
  }

  type None = Record<string, never>;

  /** One `_locales/<lang>/messages.json`, and English for what it lacks. `tag` is a BCP 47 language. */
  interface Words {
    tag: string;
    table: Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;
    fallback?: Words['table'];
  }

  /**
   * Messages to the worker by name: `chrome.runtime.sendMessage({name, params})` answers `Reply<result>`.
   * `from` is who may send it; the worker refuses everyone else.
   */
  interface Table {
    'session.get': { from: 'any'; params: None; result: Session };
    'numbers.match': { from: 'any'; params: Protocol.MatchParams; result: Protocol.MatchResult };
    'numbers.inspect': { from: 'any'; params: Protocol.TextParams; result: Protocol.Inspection };
    /** `origin` is filled in by the worker; only the confirmation page may send `confirmation`. */
    'calls.start': { from: 'any'; params: Omit<Protocol.StartParams, 'origin'>; result: Protocol.CallResult };
    'calls.cancel': { from: 'any'; params: Protocol.CallParams; result: Protocol.CallResult };
    'calls.get': { from: 'any'; params: Protocol.CallParams; result: Protocol.CallResult };
    /** With `to` (E.164), only calls to that number among the newest 200; a content script has to name one. */
    'calls.list': { from: 'any'; params: Protocol.ListParams & { to?: string }; result: Protocol.ListResult };
    /** Opens the confirmation window; how it ends comes as `call.updated` or `confirm.closed`. */
    'confirm.open': { from: 'any'; params: ParkedCall; result: None };
    /** From pages, `site` or `tabId` say which site is meant; a content script gets its own. */
    'prefs.get': { from: 'any'; params: { site?: string; tabId?: number }; result: Preferences };
    /**
     * With `site`, a key of `SitePreferences` (`null` forgets the choice); without, a key of `GeneralPreferences`.
     * A content script may set `region` and `notNumbers` of its own site alone, and never names the site.
     */
    'prefs.set': { from: 'any'; params: { key: string; value: unknown; site?: string }; result: Preferences };
    'ui.styles': { from: 'any'; params: { names: 'card'[] }; result: { css: string } };
    /** The sentences of the language that the person chose; `null` when it is the browser's own, which `chrome.i18n` speaks. */
    'ui.words': { from: 'any'; params: None; result: { words: Words | null } };
    /** Opens one of our pages in a tab (in the tab that already shows it, if any). */
    'page.open': { from: 'any'; params: { page: 'options' | 'welcome' }; result: None };

    'prefs.list': { from: 'page'; params: None; result: AllPreferences };
    'page.list': { from: 'page'; params: { tabId: number }; result: { site: string; marks: Mark[] } };
    'page.show': { from: 'page'; params: { tabId: number; frameId: number; index: number }; result: None };
    'calls.clear': { from: 'page'; params: None; result: Protocol.ClearResult };
    'settings.update': { from: 'page'; params: Protocol.SettingsParams; result: Protocol.SettingsResult };
    'account.signIn': { from: 'page'; params: None; result: Protocol.SignInResult };
    'account.signOut': { from: 'page'; params: None; result: None };
    'diagnostics.run': { from: 'page'; params: None; result: Protocol.Diagnosis };

    /** `id` is in the address of the confirmation page, `?id=…`. */
    'confirm.get': {
      from: 'confirm';
      params: { id: string };
      result: { request: ParkedCall; origin?: string; inspection: Protocol.Inspection };
    };
    /** `text` and `region` must be those of the parked call. */
    'numbers.confirm': { from: 'confirm'; params: Protocol.TextParams; result: Protocol.ConfirmResult };
  }

  type Name = keyof Table;

  interface Request<N extends Name = Name> {
    name: N;
    params: Table[N]['params'];
  }

  type Reply<T> = { result: T; error?: undefined } | { error: Failure; result?: undefined };

  /** What the worker posts on a port named `updates`; `session` is the first, and comes again after a reconnect. */
  type Update =
    | { name: 'session'; session: Session }
    | { name: 'call.updated'; call: Protocol.Call }
    | { name: 'account.changed'; account: Protocol.Account }
    | { name: 'settings.changed'; settings: Protocol.SessionSettings; policy: Protocol.Policy }
    | { name: 'connection'; connection: Connection; error?: Failure }
    | { name: 'prefs.changed' }
    | { name: 'calls.cleared' }
    | { name: 'confirm.closed'; requestId: string; outcome: 'confirmed' | 'dismissed' | 'expired' };

  /** Messages from the worker to a content script: `chrome.tabs.sendMessage(tabId, {name, params})`. */
  interface PageTable {
    /** The popup's list; the worker adds `frameId` and `index`. */
    'marks.list': { params: None; result: { marks: Omit<Mark, 'frameId' | 'index'>[] } };
    'marks.show': { params: { index: number }; result: unknown };
    /** The shortcut keys: every document says what it holds, one is told to show its mark, and another to let go of its own. */
    'steps.here': { params: None; result: StepsHere };
    'steps.goTo': { params: { index: number }; result: unknown };
    'steps.leave': { params: None; result: unknown };
    /**
     * From the menu, `text` is what was selected or linked. From the shortcut it is empty and every frame is
     * asked: the one that holds a selection opens the card for it and answers `{opened: true}`.
     */
    'card.open': {
      params: { text: string; region?: string; source: 'menu' | 'shortcut' };
      result: { opened: boolean } | undefined;
    };
    /** Preferences changed: ask for them again. */
    'prefs.changed': { params: None; result: unknown };
  }

  type PageRequest = { [N in keyof PageTable]: { name: N; params: PageTable[N]['params'] } }[keyof PageTable];
}

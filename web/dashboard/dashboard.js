/** The page: signs in, joins lists, conversation and live feed, and keeps the address in step. */
import { io } from '../socket.io/socket.io.esm.min.js';
import { Api } from './api.js';
import { ConversationPane } from './conversation.js';
import { byId } from './elements.js';
import { ExperimentPane } from './experiment.js';
import { ConversationList, ExperimentList, ReviewList } from './list.js';
import { Overview } from './overview.js';

const KEPT_UNDER = 'parley:ops-key';
const RETRY_MS = 3_000;
const STATES = { connected: 'Live', reconnecting: 'Reconnecting…', ended: 'Not live' };

const addressed = () => new URLSearchParams(location.hash.slice(1));

// A link of the demo brings its key; it does not stay in the address.
const brought = addressed().get('key');
if (brought) {
  sessionStorage.setItem(KEPT_UNDER, brought);
  history.replaceState(null, '', location.pathname);
}
// A link with a key, opened where the page is open already.
addEventListener('hashchange', () => addressed().has('key') && location.reload());

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  void signIn(byId('key').value.trim());
});
byId('sign-out').addEventListener('click', () => {
  sessionStorage.removeItem(KEPT_UNDER);
  location.replace(location.pathname);
});

const kept = sessionStorage.getItem(KEPT_UNDER);
if (kept) void signIn(kept);
else byId('sign-in').hidden = false;

async function signIn(key) {
  const problem = byId('sign-in-problem');
  const overview = new Overview(new Api(key));
  try {
    await overview.show();
  } catch (error) {
    // Out of reach is no reason to forget a key.
    if (error.status === 401 || error.status === 403) sessionStorage.removeItem(KEPT_UNDER);
    byId('sign-in').hidden = false;
    problem.textContent = error.message;
    problem.hidden = false;
    return;
  }
  sessionStorage.setItem(KEPT_UNDER, key);
  byId('key').value = '';
  byId('sign-in').hidden = true;
  for (const id of ['work', 'sign-out', 'connection']) byId(id).hidden = false;
  start(key, overview);
}

function start(key, overview) {
  const api = new Api(key);
  const list = new ConversationList(api);
  const reviews = new ReviewList(api);
  const experiments = new ExperimentList(api);
  const pane = new ConversationPane(api);
  const experiment = new ExperimentPane(api, () => void experiments.load().catch(() => undefined));
  const socket = io('/ops', {
    path: new URL('socket.io/', document.baseURI).pathname,
    auth: { key },
    transports: ['websocket', 'polling'],
  });
  let watched = null;

  const connection = (state) => {
    byId('connection').textContent = STATES[state];
    byId('connection').dataset.state = state;
  };
  const watch = (id) => {
    if (watched && watched !== id) socket.emit('unwatch', { conversationId: watched });
    watched = id;
    if (id && socket.connected) socket.emit('watch', { conversationId: id });
  };
  const follow = () => {
    const compared = addressed().get('experiment');
    const id = compared ? null : addressed().get('conversation');
    document.body.dataset.view = id || compared ? 'detail' : 'list';
    list.choose(id);
    watch(id);
    experiment.close();
    if (!id) pane.close();
    if (compared) {
      if (byId('pane-experiments').hidden) byId('tab-experiments').click();
      return void experiment.show(compared);
    }
    if (!id) return;
    const turn = Number(addressed().get('turn'));
    void pane.show(id, turn > 0 ? turn : undefined);
  };

  socket.on('connect', () => {
    connection('connected');
    watch(watched);
    // Nothing is kept for who was away.
    list.changed();
    overview.changed();
    if (watched) pane.changed(watched);
  });
  socket.on('disconnect', () => connection('reconnecting'));
  socket.on('connect_error', () => {
    connection('reconnecting');
    if (!socket.active) setTimeout(() => socket.connect(), RETRY_MS);
  });
  socket.on('key_expired', ({ detail }) => {
    connection('ended');
    sessionStorage.removeItem(KEPT_UNDER);
    byId('work').hidden = true;
    byId('sign-in').hidden = false;
    byId('sign-in-problem').textContent = detail;
    byId('sign-in-problem').hidden = false;
    list.stop();
    overview.stop();
    pane.close();
    experiment.close();
  });
  socket.on('event', ({ conversationId }) => {
    list.changed();
    overview.changed();
    pane.changed(conversationId);
  });
  socket.on('drafting', ({ conversationId, active }) => pane.drafting(conversationId, active));

  tabs({ conversations: null, review: reviews, experiments });
  addEventListener('hashchange', follow);
  void list.load().catch(() => undefined);
  follow();
}

/** Tabs, with arrow keys as people expect. @param lists by name of the tab: what is read anew when it is opened; null where it is live */
function tabs(lists) {
  const names = Object.keys(lists);
  const choose = (name) => {
    for (const each of names) {
      const chosen = each === name;
      const tab = byId(`tab-${each}`);
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      byId(`pane-${each}`).hidden = !chosen;
    }
    void lists[name]?.load().catch(() => undefined);
  };
  for (const [index, name] of names.entries()) {
    byId(`tab-${name}`).addEventListener('click', () => choose(name));
    byId(`tab-${name}`).addEventListener('keydown', ({ key }) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (!step) return;
      const other = names[(index + step + names.length) % names.length];
      choose(other);
      byId(`tab-${other}`).focus();
    });
  }
}

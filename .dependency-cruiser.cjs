const FEATURES =
  'accounts|units|regulations|catalogue|calendar|settings|maintenance|request-limits|branding|feedback|confidential|reading-audit|following|answer-quality|dialogues|commitments|notices|incoming-mail|webhooks|quality-review|accountability|retention|sealed-record|administration|guide|roles|second-person|home|open311|demo';
/** Files of pure rules; a topic within a feature may have its own. */
const RULES = '(.*/|)(rules/.*|rules)\\.ts$';
const CORE = '(.*/|)(rules/.*|rules|policy)\\.ts$';
/** Where requests, timers and entries come in. */
const DOORS = '(.*/|)[a-z-]*(routes|api|live|jobs|reactions|letters)\\.ts$';
/** Files that make a mongoose model. */
const MODELS = '(.*/|)(model|told-model|access-token|password-reset|set-up-key)\\.ts$';
/** Called so too, but models of a page, of letters and of a fit. */
const NO_MODELS = '^server/(feedback/(item-page|letters)|answer-quality/fit)/model\\.ts$';

/** Topics of a feature, lowest first: a topic knows only those before it; its doors may know all. */
const DIALOGUES = [
  ...['session', 'participants', 'questions', 'streams', 'votes', 'minutes'],
  ...['room', 'panel', 'console', 'set-up', 'export', 'follow-up'],
];

const FEEDBACK = [
  ...[
    'item',
    'figures',
    'search',
    'voices',
    'contact',
    'call-backs',
    'attachments',
    'evidence',
    'erasure',
    'contributions',
    'text-blocks',
    'procedure-questions',
    'notes',
    'tags',
    'clocks',
    'answer-check',
    'learned-units',
    'routing',
    'screening',
    'submission',
    'import',
  ],
  ...[
    'rating',
    'appeal',
    'papers',
    'ageing',
    'answering',
    'merging',
    'splitting',
    'passport',
    'item-page',
    'own-data',
    'read',
    'lists',
    'raising',
    'queues',
    'bulk',
    'desk',
    'recalculation',
    'letters',
  ],
];

/** At the root stand the face and plain lists only. */
function topicsInOrder(feature, topics) {
  return [
    {
      name: `${feature}-topics-have-a-place`,
      severity: 'error',
      from: {},
      to: {
        path: `^server/${feature}/`,
        pathNot: `^server/${feature}/((${topics.join('|')})/|(index|api|jobs|reactions|routes)\\.ts$)`,
      },
    },
    {
      name: `${feature}-topics-import-no-list`,
      severity: 'error',
      from: { path: `^server/${feature}/[^/]+/` },
      to: { path: `^server/${feature}/[a-z-]+\\.ts$` },
    },
    ...topics.slice(0, -1).map((topic, at) => ({
      name: `${feature}-${topic}-imports-no-later-topic`,
      severity: 'error',
      from: { path: `^server/${feature}/${topic}/`, pathNot: DOORS },
      to: { path: `^server/${feature}/(${topics.slice(at + 1).join('|')})/` },
    })),
  ];
}

/** Who may import whom: docs/architecture.md. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-names-no-feature',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: `^server/(${FEATURES}|city)/` },
    },
    {
      name: 'shared-words-name-no-feature',
      severity: 'error',
      from: { path: '^server/city/' },
      to: { path: '^server/', pathNot: '^server/(city/|platform/(context|text)\\.ts$)' },
    },
    {
      name: 'search-names-no-feature',
      severity: 'error',
      from: { path: '^server/search/' },
      to: { path: '^server/', pathNot: '^server/(search|platform)/' },
    },
    {
      name: 'store-names-nothing',
      severity: 'error',
      from: { path: '^server/embedded-mongo/' },
      to: { path: '^server/', pathNot: '^server/embedded-mongo/' },
    },
    {
      name: 'rules-import-no-package',
      severity: 'error',
      from: { path: [`^server/(${FEATURES})/${CORE}`, '^server/city/'] },
      to: { dependencyTypes: ['npm', 'core', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'rules-know-only-rules',
      severity: 'error',
      from: { path: `^server/(${FEATURES})/${RULES}` },
      to: {
        path: '^server/',
        pathNot: `^server/((${FEATURES})/${RULES}|city/|[a-z-]+/index\\.ts$|platform/(context|permissions|text)\\.ts$)`,
      },
    },
    {
      name: 'features-meet-at-index',
      severity: 'error',
      from: { path: `^server/(${FEATURES})/`, pathNot: '^server/demo/' },
      to: {
        path: `^server/(${FEATURES})/`,
        pathNot: ['^server/$1/', '^server/[a-z-]+/index\\.ts$', `^server/(${FEATURES})/${RULES}`],
      },
    },
    ...topicsInOrder('dialogues', DIALOGUES),
    ...topicsInOrder('feedback', FEEDBACK),
    {
      // Other features have the read functions (server/feedback/read): plain data with all that the rules on it need.
      name: 'index-gives-no-model',
      severity: 'error',
      from: { path: `^server/(${FEATURES})/(read/)?index\\.ts$` },
      to: {
        path: `^server/(${FEATURES})/${MODELS}`,
        pathNot: NO_MODELS,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      // Routes, calls, timers and reactions ask actions and queries, which give the types of their rows too.
      name: 'doors-touch-no-model',
      severity: 'error',
      from: {
        path: [`^server/(${FEATURES})/${DOORS}`, `^server/(${FEATURES})/(.*/|)routes/[^/]+\\.ts$`],
        pathNot: '^server/feedback/read/',
      },
      to: {
        path: [`^server/(${FEATURES})/${MODELS}`, 'node_modules/(mongoose|mongodb)/'],
        pathNot: NO_MODELS,
      },
    },
    {
      // The demo writes and reads what no page asks for: read functions would exist for it alone.
      name: 'demo-meets-at-index-or-model',
      severity: 'error',
      from: { path: '^server/demo/' },
      to: {
        path: `^server/(${FEATURES})/`,
        pathNot: [
          '^server/demo/',
          '^server/[a-z-]+/index\\.ts$',
          `^server/(${FEATURES})/${RULES}`,
          `^server/(${FEATURES})/${MODELS}`,
        ],
      },
    },
    {
      name: 'actions-see-no-door',
      severity: 'error',
      from: { path: `^server/(${FEATURES})/(.*/|)(actions/[^/]+|actions)\\.ts$` },
      to: {
        path: ['^server/platform/(web|api|live|mail/(letters|delivery))', `^server/(${FEATURES})/${DOORS}`],
      },
    },
    {
      name: 'client-takes-only-protocols-and-drawing',
      severity: 'error',
      from: { path: '^client/' },
      to: {
        path: '^server/',
        pathNot:
          '(protocol|live-model|live-model/[a-z-]+|platform/i18n/(dates|languages|russian|vietnamese)|platform/web/view-helpers|platform/context|platform/text)\\.ts$',
      },
    },
    {
      name: 'only-live-has-socket-io',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/platform/live/' },
      to: { path: 'node_modules/socket\\.io/' },
    },
    {
      name: 'only-mail-has-mail-packages',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/platform/mail/' },
      to: { path: 'node_modules/(nodemailer|imapflow|mailparser)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};

/** Which folder may know which. ARCHITECTURE.md says why; test/architecture plants a violation and expects it to be caught. */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'domain-is-pure',
      comment:
        'The domain imports itself and a short list of pure libraries: no framework, database, clock, randomness or environment.',
      severity: 'error',
      from: { path: '(^|/)src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['(^|/)src/domain/', 'node_modules/(decimal\\.js|xstate|re2js)/'] },
    },
    {
      name: 'turn-knows-domain-and-ports-only',
      severity: 'error',
      from: { path: '(^|/)src/(turn|negotiations|webhooks|datasets|scoring)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '(^|/)src/(channels|adapters|cli|config|composition|demo)/' },
    },
    {
      name: 'the-turn-does-not-know-who-is-told',
      severity: 'error',
      from: { path: '(^|/)src/(turn|negotiations)/' },
      to: { path: '(^|/)src/(webhooks|datasets|scoring)/' },
    },
    {
      name: 'channels-do-not-know-adapters',
      severity: 'error',
      from: { path: '(^|/)src/channels/' },
      to: { path: '(^|/)src/adapters/' },
    },
    {
      name: 'channels-do-not-know-each-other',
      severity: 'error',
      from: { path: '(^|/)src/channels/([^/]+)/' },
      to: { path: '(^|/)src/channels/', pathNot: '(^|/)src/channels/($2|common)/' },
    },
    {
      name: 'adapters-do-not-know-channels',
      severity: 'error',
      from: { path: '(^|/)src/adapters/' },
      to: { path: '(^|/)src/channels/' },
    },
    {
      name: 'the-server-does-without-simulation',
      comment: 'Simulated partners and training data stand outside of what serves: they use it, it does not know them.',
      severity: 'error',
      from: {
        path: '(^|/)src/(domain|turn|negotiations|webhooks|datasets|scoring|channels|adapters|platform|config)/',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: '(^|/)src/(simulation|training-data)/' },
    },
    {
      name: 'simulation-knows-no-adapters',
      severity: 'error',
      from: { path: '(^|/)src/simulation/', pathNot: '\\.spec\\.ts$' },
      to: { path: '(^|/)src/(adapters|channels|cli|composition)/' },
    },
    {
      name: 'partners-do-not-know-each-other',
      comment: 'Policies are trained against one family of partners and evaluated against the other.',
      severity: 'error',
      from: { path: '(^|/)src/simulation/(partners-[^/]+)/' },
      to: { path: '(^|/)src/simulation/partners-', pathNot: '(^|/)src/simulation/$2/' },
    },
    {
      name: 'openai-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '(^|/)src/adapters/openai/' },
      to: { path: 'node_modules/openai/' },
    },
    {
      name: 'onnx-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '(^|/)src/adapters/onnx/' },
      to: { path: 'node_modules/onnxruntime-node/' },
    },
    {
      name: 'prisma-only-in-its-adapter',
      severity: 'error',
      from: { path: '^src/', pathNot: '(^|/)src/adapters/prisma/' },
      to: { path: ['(^|/)src/adapters/prisma/generated/', 'node_modules/(@prisma|prisma|pg|@electric-sql)/'] },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: ['\\.spec\\.ts$', '\\.d\\.ts$'] }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};

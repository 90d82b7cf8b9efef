/** The import rules of the house; each message names the right place. */
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })
const npm = 'node_modules'

module.exports = {
  forbidden: [
    only(
      'no-rings',
      {},
      { circular: true },
      'Files must not import each other in a ring: move what both need into a third file.',
    ),
    only(
      'contracts-are-plain',
      { path: '^contracts/' },
      { pathNot: ['^contracts/', `${npm}/(zod|@orpc/contract)/`] },
      'contracts/ holds schemas and calls alone, shared with the web app: it imports zod and @orpc/contract, and nothing else.',
    ),
    only(
      'platform-knows-no-business',
      { path: '^server/platform/', pathNot: '\\.test\\.ts$' },
      { path: '^(server/(domain|http)|web|sandbox)/' },
      'server/platform has no business words: what needs the domain belongs in server/domain.',
    ),
    only(
      'work-knows-no-noun',
      { path: '^server/work/', pathNot: '\\.test\\.ts$' },
      { path: '^(server/(domain|http)|panels|web|sandbox|testing)/' },
      'server/work runs any kind of operation: register what it must know from above, as a kind or a queue rule.',
    ),
    only(
      'domain-knows-no-http',
      { path: '^server/domain/' },
      { path: '^server/http/' },
      'Business rules do not know HTTP: pass what they need in.',
    ),
    only(
      'domain-knows-no-panel',
      { path: '^server/(domain|work|http|platform)/', pathNot: '\\.test\\.ts$' },
      { path: '^panels/(?!kit/)' },
      'The server gets its drivers from ctx.drivers: import panels/kit alone.',
    ),
    only(
      'registry-by-main',
      { pathNot: ['^server/main\\.ts$', '^testing/', '^panels/index\\.test\\.ts$'] },
      { path: '^panels/index\\.ts$' },
      'Only server/main.ts and testing/ read the registry of drivers: everyone else gets them from ctx.drivers.',
    ),
    only(
      'http-has-no-sql',
      { path: '^server/http/' },
      { path: `${npm}/(drizzle-orm|pg|@electric-sql)/` },
      'server/http has no SQL: put the query into a verb of server/domain.',
    ),
    only(
      'nouns-by-their-index',
      { path: '^server/(domain/([^/]+)|http)/', pathNot: '\\.test\\.ts$' },
      {
        path: '^server/domain/[^/]+/',
        pathNot: ['^server/domain/$2/', '^server/domain/tables/', '/index\\.ts$'],
      },
      'A noun is imported through its index.ts only.',
    ),
    only(
      'drivers-stand-alone',
      { path: '^panels/(?!kit/)([^/]+)/', pathNot: '\\.test\\.ts$' },
      { path: '^(server|web|sandbox|contracts|panels|testing)/', pathNot: ['^panels/kit/', '^panels/$1/'] },
      'A driver imports panels/kit and its own folder.',
    ),
    only(
      'test-drivers-stand-alone',
      { path: '^testing/panels/([^/]+)/', pathNot: '\\.test\\.tsx?$' },
      {
        path: '^(server|web|sandbox|contracts|panels|testing)/',
        pathNot: ['^panels/kit/', '^testing/panels/$1/'],
      },
      'A driver imports panels/kit and its own folder, in the test tree too.',
    ),
    only(
      'kit-knows-descriptions',
      { path: '^panels/kit/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(server|web|sandbox|contracts|panels|testing)/',
        pathNot: ['^panels/kit/', '^contracts/panels/'],
      },
      'panels/kit imports contracts/panels and its own folder.',
    ),
    only(
      'sandbox-stands-alone',
      { path: '^sandbox/' },
      { path: '^(server|panels|contracts|web|testing|e2e|scripts|bench)/' },
      'The sandbox shares no code with what it tests.',
    ),
    only(
      'web-knows-no-server',
      { path: '^web/' },
      { path: '^(server|panels|sandbox)/' },
      'The web app reaches the server by HTTP alone; share schemas through contracts/.',
    ),
    only(
      'web-layers-features',
      { path: '^web/features/([^/]+)/' },
      { path: '^web/(app|features)/', pathNot: '^web/features/$1/' },
      'app -> features -> shared -> ui and lib. A feature never imports another: compose them in web/app, or move what both need to web/shared/<noun>/.',
    ),
    only(
      'web-layers-shared',
      { path: '^web/shared/' },
      { path: '^web/(app|features)/' },
      'app -> features -> shared -> ui and lib. web/shared/<noun>/ is what several features need of a noun.',
    ),
    only(
      'web-layers-ui',
      { path: '^web/ui/' },
      { path: '^web/(app|features|shared)/' },
      'app -> features -> shared -> ui and lib. web/ui has no domain terms: pass them in.',
    ),
    only(
      'web-layers-lib',
      { path: '^web/lib/' },
      { path: '^web/(app|features|shared|ui)/' },
      'app -> features -> shared -> ui and lib. web/lib has no components and no domain terms.',
    ),
    only(
      'web-testing-is-for-tests',
      { path: '^web/(?!testing/)', pathNot: '\\.test\\.tsx?$' },
      { path: '^web/testing/' },
      'web/testing is the harness of the page tests: only tests import it.',
    ),
    only(
      'web-ui-knows-no-noun',
      { path: '^web/ui/' },
      { path: '^contracts/[^/]+/' },
      'web/ui has no domain terms: components that know a noun belong in web/shared/<noun>/.',
    ),
    only(
      'words-know-nothing',
      { path: '^web/words/' },
      { path: '^web/', pathNot: '^web/words/' },
      'web/words holds texts alone: whoever says them imports it.',
    ),
    only(
      'product-knows-no-tests',
      { path: '^(server|panels|contracts|web)/', pathNot: '\\.(test|spec)\\.tsx?$' },
      { path: '^(testing|e2e|scripts|bench)/' },
      'The product does not import its tests and tools: move what both need into the product.',
    ),
    only(
      'journeys-see-the-product-from-outside',
      // The setup builds the web app once, before servers could do it at the same time.
      { path: '^e2e/', pathNot: '^e2e/global-setup\\.ts$' },
      { path: '^(server|panels|sandbox|web|testing|bench|scripts)/' },
      'Journeys use the browser and HTTP; they may import the schemas in contracts/.',
    ),
    only(
      'harnesses-know-no-tools',
      // A test of what the web app draws for a driver needs both.
      { path: '^testing/', pathNot: '^testing/panels/.*\\.test\\.tsx$' },
      { path: '^(web|e2e|scripts|bench)/' },
      'testing/ is below e2e, scripts and bench.',
    ),
    only(
      'tools-stand-alone',
      { path: '^(scripts|bench)/' },
      { path: '^(web|e2e|scripts|bench)/', pathNot: '^$1/' },
      'Scripts and benchmarks do not import each other; share harnesses through testing/.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: npm },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

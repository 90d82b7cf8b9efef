/** The import rules. Each message names the right folder. */
const only = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })
const npm = 'node_modules'

module.exports = {
  forbidden: [
    only(
      'no-cycles',
      {},
      { circular: true },
      'Imports must not form a cycle: move the shared code into a third file.',
    ),
    only(
      'contracts-are-plain',
      { path: '^contracts/' },
      { pathNot: ['^contracts/', `${npm}/(zod|@orpc/contract)/`] },
      'contracts/ contains only schemas and calls, shared with the web app. It imports only zod and @orpc/contract.',
    ),
    only(
      'platform-has-no-domain',
      { path: '^server/platform/', pathNot: '\\.test\\.ts$' },
      { path: '^(server/(domain|http)|web|sandbox)/' },
      'server/platform has no business terms: code that needs the domain belongs in server/domain.',
    ),
    only(
      'work-has-no-domain',
      { path: '^server/work/', pathNot: '\\.test\\.ts$' },
      { path: '^(server/(domain|http)|panels|web|sandbox|testing)/' },
      'server/work runs any kind of operation: register domain code in server/main.ts, as a kind or a queue rule.',
    ),
    only(
      'domain-has-no-http',
      { path: '^server/domain/' },
      { path: '^server/http/' },
      'Business rules do not depend on HTTP: pass the values as arguments.',
    ),
    only(
      'domain-has-no-driver',
      { path: '^server/(domain|work|http|platform)/', pathNot: '\\.test\\.ts$' },
      { path: '^panels/(?!kit/)' },
      'The server gets its drivers from ctx.drivers: import only panels/kit.',
    ),
    only(
      'registry-by-main',
      {
        pathNot: ['^server/start\\.ts$', '^scripts/doctor\\.ts$', '^testing/', '^panels/index\\.test\\.ts$'],
      },
      { path: '^panels/index\\.ts$' },
      'Only server/start.ts, scripts/doctor.ts and testing/ read the registry of drivers. Other code gets them from ctx.drivers.',
    ),
    only(
      'http-has-no-sql',
      { path: '^server/http/' },
      { path: `${npm}/(drizzle-orm|pg|@electric-sql)/` },
      'server/http has no SQL: put the query into a function of server/domain.',
    ),
    only(
      'domain-by-index',
      { path: '^server/(domain/([^/]+)|http)/', pathNot: '\\.test\\.ts$' },
      {
        path: '^server/domain/[^/]+/',
        pathNot: ['^server/domain/$2/', '^server/domain/tables/', '/index\\.ts$'],
      },
      'A folder of server/domain is imported only through its index.ts.',
    ),
    only(
      'only-decide-computes-money',
      { pathNot: ['^server/domain/billing/decide/', '^server/platform/money/', '\\.test\\.ts$'] },
      { path: '^server/platform/money/arithmetic/' },
      'Only server/domain/billing/decide computes an amount. Other code compares, sums and shows money: server/platform/money/index.ts.',
    ),
    only(
      'money-by-index',
      { pathNot: '^server/platform/money/' },
      { path: '^server/platform/money/', pathNot: '/index\\.ts$' },
      'Import server/platform/money/index.ts.',
    ),
    only(
      'decide-is-pure',
      { path: '^server/domain/billing/decide/', pathNot: '\\.test\\.ts$' },
      {
        path: '.',
        pathNot: ['^server/domain/billing/decide/', '^server/platform/(money|calendar)/', '^contracts/'],
      },
      'server/domain/billing/decide turns facts into a plan: no database, no clock, no domain folder.',
    ),
    only(
      'only-the-calendar-has-temporal',
      { pathNot: ['^server/platform/calendar/'] },
      { path: `${npm}/temporal-polyfill/` },
      'Dates and time zones are in server/platform/calendar.',
    ),
    only(
      'drivers-stand-alone',
      { path: '^panels/(?!kit/)([^/]+)/', pathNot: '\\.test\\.ts$' },
      { path: '^(server|web|sandbox|contracts|panels|testing)/', pathNot: ['^panels/kit/', '^panels/$1/'] },
      'A driver imports only panels/kit and its own folder.',
    ),
    only(
      'test-drivers-stand-alone',
      { path: '^testing/panels/([^/]+)/', pathNot: '\\.test\\.tsx?$' },
      {
        path: '^(server|web|sandbox|contracts|panels|testing)/',
        pathNot: ['^panels/kit/', '^testing/panels/$1/'],
      },
      'A driver imports only panels/kit and its own folder, also in testing/.',
    ),
    only(
      'kit-imports-descriptions',
      { path: '^panels/kit/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(server|web|sandbox|contracts|panels|testing)/',
        pathNot: ['^panels/kit/', '^contracts/panels/'],
      },
      'panels/kit imports only contracts/panels and its own folder.',
    ),
    only(
      'sandbox-stands-alone',
      { path: '^sandbox/' },
      { path: '^(server|panels|contracts|web|testing|e2e|scripts|bench)/' },
      'The sandbox shares no code with the product.',
    ),
    only(
      'web-has-no-server',
      { path: '^web/' },
      { path: '^(server|panels|sandbox)/' },
      'The web app reaches the server only by HTTP. Share schemas through contracts/.',
    ),
    only(
      'web-layers-features',
      { path: '^web/features/([^/]+)/' },
      { path: '^web/(app|features)/', pathNot: '^web/features/$1/' },
      'app -> features -> shared -> ui and lib. A feature never imports another: compose them in web/app, or move the shared code to web/shared/<entity>/.',
    ),
    only(
      'web-layers-shared',
      { path: '^web/shared/' },
      { path: '^web/(app|features)/' },
      'app -> features -> shared -> ui and lib. web/shared/<entity>/ has the code that several features need.',
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
      'web-ui-has-no-domain',
      { path: '^web/ui/' },
      { path: '^contracts/[^/]+/' },
      'web/ui has no domain terms: components for one entity belong in web/shared/<entity>/.',
    ),
    only(
      'words-import-nothing',
      { path: '^web/words/' },
      { path: '^web/', pathNot: '^web/words/' },
      'web/words contains only texts: the components import it.',
    ),
    only(
      'sdk-stands-alone',
      { path: '^sdk/src/' },
      { path: '.', pathNot: '^sdk/src/' },
      'sdk/ is a package of its own, without dependencies. Its types of the contract are written by scripts/sdk.',
    ),
    only(
      'cli-uses-the-sdk',
      { path: '^cli/', pathNot: '\\.test\\.ts$' },
      {
        path: '.',
        pathNot: [
          '^cli/',
          '^sdk/src/index\\.ts$',
          '^contracts/password-generator\\.ts$',
          `${npm}/commander/`,
        ],
        dependencyTypesNot: ['core'],
      },
      'The command line program reaches the server only by HTTP, with the client in sdk/.',
    ),
    only(
      'nothing-imports-the-cli',
      { pathNot: '^cli/' },
      { path: '^cli/' },
      'cli/ is a program. Share code through sdk/ or contracts/.',
    ),
    only(
      'product-has-no-tests',
      { path: '^(server|panels|contracts|web|sdk|cli)/', pathNot: '\\.(test|spec)\\.tsx?$' },
      { path: '^(testing|e2e|scripts|bench)/' },
      'The product does not import its tests and tools: move the shared code into the product.',
    ),
    only(
      'browser-tests-use-http',
      // The setup builds the web app once, before several servers could build it at the same time.
      { path: '^e2e/', pathNot: '^e2e/global-setup\\.ts$' },
      { path: '^(server|panels|sandbox|web|testing|bench|scripts)/' },
      'Browser tests use the browser and HTTP. They may import the schemas in contracts/.',
    ),
    only(
      'harnesses-have-no-tools',
      // The test of a driver's form needs the web app and the driver.
      { path: '^testing/', pathNot: '^testing/panels/.*\\.test\\.tsx$' },
      { path: '^(web|e2e|scripts|bench)/' },
      'testing/ is below e2e, scripts and bench.',
    ),
    only(
      'tools-stand-alone',
      { path: '^(scripts|bench)/' },
      { path: '^(web|e2e|scripts|bench)/', pathNot: '^$1/' },
      'Scripts and benchmarks do not import each other. Share harnesses through testing/.',
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

const library = (names: string) => new RegExp(`[\\\\/]node_modules[\\\\/](?:${names})[\\\\/]`)
const webFile = (paths: string) => new RegExp(`[\\\\/](?:web|contracts)[\\\\/](?:${paths})\\.tsx?$`)

/**
 * Merges chunks that Rolldown would split into a hundred files of under 1 kB. Each file costs a request, headers and
 * a compression window of its own. A module belongs to the first group that matches, its dependencies included.
 */
export const chunkGroups = [
  // Separate from the application: this file keeps its name, and stays cached, until a dependency changes.
  { name: 'libraries', tags: ['$initial' as const], test: /[\\/]node_modules[\\/]/, priority: 9 },
  // Texts of pages that the start reaches through the catalogue, and uses none of. It uses the others.
  {
    name: 'words-of-servers',
    test: webFile('words/[\\w-]+/(?:operations|servers)'),
    includeDependenciesRecursively: false,
    priority: 11,
  },
  {
    name: 'words-of-details',
    test: webFile('words/[\\w-]+/(?:account|customer-details|passkeys|portal|reconciliation|two-factor)'),
    includeDependenciesRecursively: false,
    priority: 10,
  },
  // Texts of pages that only some roles open, and of dialogs.
  {
    name: 'words-of-administration',
    test: webFile(
      'words/[\\w-]+/(?:api-tokens|audit|bank-statements|billing|billing-profile|billing-settings|bulk-actions|dunning|imports|invoices|mail|money|payments|products|reports|simulation|subscriptions|system-status|team|views|webhooks)',
    ),
    includeDependenciesRecursively: false,
    priority: 10,
  },
  { name: 'start', tags: ['$initial' as const], priority: 8 },
  // The customer page needs tabs, and none of the larger group of overlays.
  { name: 'tabs', test: library('@radix-ui/react-tabs'), priority: 7 },
  { name: 'forms', test: library('zod|react-hook-form'), priority: 6 },
  {
    name: 'overlays',
    test: library('radix-ui|@radix-ui|@floating-ui|react-remove-scroll|aria-hidden'),
    priority: 6,
  },
  {
    name: 'lists',
    test: (id: string) =>
      library('@tanstack|lucide-react').test(id) ||
      webFile(
        [
          'ui/(?:page|select|field|time|meter|chart-frame|chart-panel|chart-lines|bar-chart|stat|load-more|selection-bar|card-list)',
          'lib/(?:format|random|copy-text|csv-separator)',
          'shared/(?:session/download|operations/use-live-operation|servers/use-live-servers)',
          'hosting/messages',
          'customers/csv-separator',
          'features/customers/(?:hosting-summary|activity-badge)',
          'ui/not-a-login',
        ].join('|'),
      ).test(id),
    minShareCount: 2,
    priority: 5,
  },
  {
    name: 'servers',
    test: webFile(
      [
        'features/servers/(?:paused-servers|use-server-actions|server-warning|use-server-list|engine-pause-notice)',
        'features/operations/(?:operation-name|operation-rows|operation-groups)',
        'shared/(?:servers/(?:status-words|use-panels)|hosting/states)',
        'features/(?:servers/alert-fix|home/alert-rows)',
        'shared/alerts/[a-z-]+',
      ].join('|'),
    ),
    minShareCount: 2,
    priority: 4,
  },
]

/**
 * The order of the navigation. Names are paths below docs/ without the ending, or below the repository if they start
 * with a slash. A page that does not exist is omitted, and a page that is not listed is in the last section.
 */
export interface Section {
  readonly title: string
  readonly names: readonly string[]
}

export const sections: readonly Section[] = [
  { title: 'Start', names: ['quick-start', 'concepts', 'glossary', 'troubleshooting'] },
  {
    title: 'Staff guide',
    names: ['staff/onboarding', 'staff/hosting', 'staff/billing', 'screenshots/README'],
  },
  { title: 'Programs', names: ['api', 'api-tokens', 'webhooks', 'cli', 'sdk', 'driver-guide'] },
  {
    title: 'Operations',
    names: [
      'operations',
      'upgrades',
      'backup',
      'settings',
      'growing',
      'mail',
      'audit',
      'security',
      'sign-in',
      'roles',
    ],
  },
  {
    title: 'Customers and money',
    names: ['imports', 'reconciliation', 'catalogue', 'billing-books', 'reports', 'simulation'],
  },
  {
    title: 'How it works',
    names: ['architecture', 'engine', 'fault-matrix', 'rules', 'proofs', 'soak', 'decisions/README'],
  },
  { title: 'Performance', names: ['benchmarks', 'first-run'] },
  {
    title: 'Project',
    names: [
      '/CHANGELOG',
      '/CONTRIBUTING',
      '/SECURITY',
      '/README',
      '/sandbox/README',
      '/sdk/README',
      'dependencies',
      'releasing',
    ],
  },
]

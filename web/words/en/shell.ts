import { plural } from './plural.ts'

/** The navigation and header of every page. */
export const shell = {
  home: 'Home',
  skip: 'Skip to content',
  navigation: 'Main',
  customers: 'Customers',
  imports: 'Imports',
  server: 'Server',
  operations: 'Operations',
  mail: 'Mail',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
  team: 'Team',
  apiTokens: 'API tokens',
  audit: 'Audit log',
  yourAccount: 'Your account',
  signOut: 'Sign out',
  needAction: (count: number) => plural(count, { one: '# needs action', other: '# need action' }),
  noSuchPage: 'Page not found',
  noSuchPageHelp: 'The link may be wrong, or the item was removed.',
  toStart: 'Go to Home',
}

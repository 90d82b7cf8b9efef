/** The command palette and the keyboard shortcuts of every page. */
export const palette = {
  title: 'Command palette',
  open: 'Search or run a command',
  placeholder: 'Search by name, email, username or #ID, or type a command',
  nothing: 'No results.',
  searching: 'Searching...',
  recent: 'Recent',
  onThisPage: 'On this page',
  accounts: 'Hosting accounts',
  accountDetail: (panelUserId: string | number | null, customer: string, server: string) =>
    [...(panelUserId === null ? [] : [`#${panelUserId}`]), customer, server].join(' \u00b7 '),
  actions: 'Actions',
  goTo: 'Go to',
  customers: 'Customers',
  servers: 'Servers',
  addCustomer: 'Add Customer',
  themeLight: 'Light theme',
  themeDark: 'Dark theme',
  themeSystem: 'System theme',
  addCustomerKeys: 'C',
}

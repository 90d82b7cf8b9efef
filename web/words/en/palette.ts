/** The command palette and the keys that work everywhere. */
export const palette = {
  title: 'Command palette',
  open: 'Search or do',
  placeholder: 'Search customers and servers, or type a command',
  nothing: 'Nothing matches.',
  searching: 'Searching...',
  actions: 'Actions',
  goTo: 'Go to',
  customers: 'Customers',
  servers: 'Servers',
  addCustomer: 'Add Customer',
  themeLight: 'Light theme',
  themeDark: 'Dark theme',
  themeSystem: "The system's theme",
  addCustomerKeys: 'C',
}

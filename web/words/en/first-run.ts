/** The first steps in a new installation, on the start page. */
export const firstRun = {
  title: 'Get started',
  help: 'Three steps to your first hosting customer.',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  done: 'Done',
  server: 'Add a server',
  serverHelp: 'The NextPanel server that will host your customers’ accounts.',
  test: 'Test the connection',
  testHelp: 'Checks the address, the API key and its permissions.',
  testFailed: (server: string, message: string) => `${server}: ${message}`,
  openServer: 'Open the server',
  customer: 'Add your first customer',
  customerHelp: 'With a hosting account, or for billing only.',
}

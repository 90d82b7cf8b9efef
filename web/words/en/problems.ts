/** What went wrong, where no answer of the API says it. */
export const problems = {
  connectionLost:
    'The connection was lost before the server answered. Check your network, then try again: nothing is done twice.',
  signedOut: 'Your session has ended. Sign in again.',
  tooLong: 'The server took too long to answer. Try again.',
  missingFile:
    'This part of the application could not be loaded. It may have been updated, or the connection was lost. Retry.',
  unexpected: 'Something went wrong on this page. Reload it and try again.',
  unreadable: (status: number) => `The server answered ${status} without saying why. Try again in a moment.`,
  withRequest: (detail: string, requestId: string) => `${detail} (Request ${requestId})`,
}

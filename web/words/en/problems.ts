/** Errors without a response of the API. */
export const problems = {
  connectionLost: 'Cannot reach the server. Check your connection and retry. Nothing is done twice.',
  signedOut: 'Your session has ended. Sign in again.',
  notConfirmed: 'Nothing was changed, because you did not confirm your identity. Try again.',
  tooLong: 'The server took too long to answer. Try again.',
  missingFile:
    'This part of the application could not be loaded. The application may have been updated, or the connection was lost. Retry.',
  unexpected: 'Something went wrong on this page. Reload it and try again.',
  unreadable: (status: number) =>
    `The server answered with status ${status} and no reason. Try again in a moment.`,
  withRequest: (detail: string, requestId: string) => `${detail} (Request ${requestId})`,
}

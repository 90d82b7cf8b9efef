/** The limit of attempts with the own password or a code, for all changes of the own factors together. */
export const guesses = {
  name: 'own-factors',
  message: 'Too many attempts to change your second factors. Wait 15 minutes, then try again.',
}

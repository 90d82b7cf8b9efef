/**
 * Attributes of a field that no browser or password manager may fill: 1Password, LastPass, Bitwarden and Dashlane
 * each have their own attribute.
 */
export const notALogin = {
  autoComplete: 'off',
  'data-1p-ignore': true,
  'data-lpignore': true,
  'data-bwignore': true,
  'data-form-type': 'other',
} as const

import { shortSettings } from '../running-system.ts'

/**
 * Removes the settings that tests shorten, except the limits on sign-in. The other settings are the defaults.
 */
export const shippedSettings: Readonly<Record<string, undefined>> = Object.fromEntries(
  Object.keys(shortSettings)
    .filter((name) => !['SIGN_IN_LIMIT_PER_MINUTE', 'WRONG_PASSWORDS_PER_LOGIN'].includes(name))
    .map((name) => [name, undefined]),
)

import { shortSettings } from '../running-system.ts'

/** Takes away whatever tests shorten, but the limit on signing in: the settings are those that are shipped. */
export const shippedSettings: Readonly<Record<string, undefined>> = Object.fromEntries(
  Object.keys(shortSettings)
    .filter((name) => name !== 'SIGN_IN_LIMIT_PER_MINUTE')
    .map((name) => [name, undefined]),
)

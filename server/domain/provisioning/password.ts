import type { Keyring } from '#server/platform/secrets/index.ts'

const context = (accountId: string) => `hosting_accounts.password:${accountId}`

export const sealHostingPassword = (keyring: Keyring, accountId: string, password: string): string =>
  keyring.seal(password, context(accountId))

export const openHostingPassword = (keyring: Keyring, accountId: string, sealed: string): string =>
  keyring.open(sealed, context(accountId))

import { PanelError } from '#panels/kit/index.ts'
import { accountsPath } from './session.ts'

/** NextPanel User IDs are positive whole numbers. Only such a value may become part of a path. */
export const isAccountId = (id: string) => /^[1-9]\d{0,15}$/.test(id)

/** @throws {PanelError} rejected, before anything is sent */
export function accountPath(id: string): string {
  if (isAccountId(id)) return `${accountsPath}/${id}`
  throw new PanelError({
    kind: 'rejected',
    code: 'account-id-not-valid',
    message: 'This account’s NextPanel User ID is not a positive whole number. Nothing was sent.',
    remedy: 'Find the account in NextPanel under Users, and adopt it with the ID shown there.',
  })
}

import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { words } from '../../words/index.ts'

const text = words.operations

/** A remedy for an operation that needs action, with the label of its button. */
export type Fix =
  | { readonly kind: 'adopt'; readonly label: string; readonly panelUserId: string }
  | { readonly kind: 'retry'; readonly label: string }

const retry = (label: string): Fix => ({ kind: 'retry', label })

const labels: Readonly<Record<string, string>> = {
  'username-not-allowed': text.useAnotherUsername,
  'email-taken': text.useAnotherEmail,
  'server-full': text.useAnotherServer,
  'server-offline': text.useAnotherServer,
  'server-draining': text.useAnotherServer,
  'server-in-maintenance': text.useAnotherServer,
  'server-removed': text.useAnotherServer,
  'password-required': text.enterPassword,
  'password-not-allowed': text.enterPassword,
}

const isUsernameTaken = (code: string | undefined) =>
  code === 'username-taken' || code === 'username-or-email-taken'

/** Returns the remedies, the most likely one first. Empty if there is none now. */
export function fixesOf(operation: OperationSummary): readonly Fix[] {
  const { error, freeUsername, kind } = operation
  // The operation continues automatically, but staff can retry it now.
  if (operation.status === 'waiting') return [retry(text.retry)]
  if (!operation.needsAction) return []
  if (kind !== 'create') return [retry(text.retry)]
  if (!isUsernameTaken(error?.code)) return [retry(labels[error?.code ?? ''] ?? text.retry)]
  const rename = retry(freeUsername === null ? text.useAnotherUsername : text.renameTo(freeUsername))
  const holder = error?.holder
  if (!holder) return [rename]
  const { panelUserId } = holder
  const adopt: Fix = { kind: 'adopt', label: text.adoptAccount(panelUserId), panelUserId }
  return holder.matches ? [adopt, rename] : [rename, adopt]
}

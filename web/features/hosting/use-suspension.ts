import { useState } from 'react'
import type { AccountAndOperation, HostingAccount, SuspendReason } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { useAccountChanged } from '../../shared/hosting/use-account-changed.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.hosting

/** The texts of the toast. */
interface ResultTexts {
  readonly done: string
  readonly underWay: string
}

/** Suspends and unsuspends an account. The toast shows the result and offers to undo it. */
export function useSuspension({ id, username }: HostingAccount) {
  const changed = useAccountChanged()
  const [unsuspending, setUnsuspending] = useState(false)

  const send = async (
    kind: 'suspend' | 'unsuspend',
    reason: SuspendReason,
    { note = '', idempotencyKey = randomUuid() }: { note?: string; idempotencyKey?: string | undefined } = {},
  ): Promise<AccountAndOperation> => {
    const context = { context: { idempotencyKey } }
    const { body } =
      kind === 'suspend'
        ? await client.hostingAccounts.suspend({ id, reason, ...(note.trim() ? { note } : {}) }, context)
        : await client.hostingAccounts.unsuspend({ id, reason }, context)
    await changed(body)
    return body
  }

  const report = (
    { operation }: AccountAndOperation,
    { done, underWay }: ResultTexts,
    undo: () => Promise<unknown>,
  ) => {
    const { status, error } = operation
    const onClick = () =>
      void undo().then(
        () => toast.success(words.common.undone),
        (failure: unknown) => toast.error(explain(failure)),
      )
    if (status === 'succeeded') toast.undoable(done, { label: words.common.undo, onClick })
    else if (isUnderWay(status)) toast.info(underWay)
    else toast.error(error?.message ?? words.status.operation[status])
  }

  /** @throws {Error} the API refused it */
  const suspend = async (reason: SuspendReason, note: string, idempotencyKey: string): Promise<void> => {
    const reached = await send('suspend', reason, { note, idempotencyKey })
    const texts = { done: text.suspended(username), underWay: text.suspensionUnderWay(username) }
    report(reached, texts, () => send('unsuspend', reason))
  }

  /**
   * Removes one reason.
   * @throws {Error} the API refused it
   */
  const removeReason = async (reason: SuspendReason, idempotencyKey?: string): Promise<void> => {
    const reached = await send('unsuspend', reason, { idempotencyKey })
    const remains = reached.account.suspendReasons.length > 0
    const done = remains ? text.reasonRemoved(username) : text.unsuspended(username)
    report(reached, { done, underWay: text.unsuspensionUnderWay(username) }, () => send('suspend', reason))
  }

  const unsuspend = async (reason: SuspendReason): Promise<void> => {
    setUnsuspending(true)
    try {
      await removeReason(reason)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setUnsuspending(false)
    }
  }

  return { suspend, unsuspend, unsuspending, removeReason }
}

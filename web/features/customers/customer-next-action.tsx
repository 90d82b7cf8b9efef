import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import type { Tone } from '../../lib/tone.ts'
import { isBlocked, isBusy, needsAction } from '../../shared/hosting/states.ts'
import { Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.nextAction

/** The next action for this customer, if any. Problems come before operations in progress. */
export function CustomerNextAction({ customerId }: { customerId: string }) {
  const { data } = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  if (!data) return null
  const toHosting = (label: string) => (
    <Link to="/customers/$customerId/hosting" params={{ customerId }} className="font-medium underline">
      {label}
    </Link>
  )
  const trouble = data.items.find(needsAction)
  if (trouble)
    return (
      <NextAction
        tone="bad"
        message={
          <Sentence
            text={text.trouble}
            values={[trouble.username, trouble.operation?.error?.message ?? text.undecided]}
          />
        }
      >
        {toHosting(text.review)}
      </NextAction>
    )
  const moving = data.items.find(isBusy)
  if (moving?.operation)
    return (
      <NextAction tone="busy" message={moving.operation.error?.message ?? text.underWay(moving.username)}>
        <Link
          to="/operations/$operationId"
          params={{ operationId: moving.operation.id }}
          className="font-medium underline"
        >
          {text.follow}
        </Link>
      </NextAction>
    )
  const blocked = data.items.find(isBlocked)
  if (blocked)
    return (
      <NextAction tone="warn" message={text.blocked(blocked.username, blocked.serverName)}>
        {toHosting(text.review)}
      </NextAction>
    )
  if (data.items.every(({ status }) => status === 'terminated'))
    return (
      <NextAction tone="quiet" message={text.none}>
        {toHosting(text.noneDo)}
      </NextAction>
    )
  return null
}

function NextAction({ tone, message, children }: { tone: Tone; message: ReactNode; children: ReactNode }) {
  return (
    <Notice tone={tone} className="mb-3">
      <div className="flex flex-wrap justify-between gap-x-4">
        <p className="min-w-0 wrap-anywhere">{message}</p>
        {children}
      </div>
    </Notice>
  )
}

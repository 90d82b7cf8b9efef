import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { api } from '../../lib/api.ts'
import type { Tone } from '../../lib/tone.ts'
import { isUnderWay } from '../../lib/what-may-be-done.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

const said = words.nextAction
const troubled: readonly HostingAccount['status'][] = ['failed', 'conflict', 'unknown']

const needsPerson = ({ status, operation }: HostingAccount) =>
  troubled.includes(status) || operation?.status === 'needs-person'

/** The one thing to do next about this customer, if there is one: trouble first, then what is under way. */
export function CustomerNextAction({ customerId }: { customerId: string }) {
  const { data } = useQuery(api.customers.hostingAccounts.queryOptions({ input: { id: customerId } }))
  if (!data) return null
  const toHosting = (label: string) => (
    <Link to="/customers/$customerId/hosting" params={{ customerId }} className="font-medium underline">
      {label}
    </Link>
  )
  const trouble = data.items.find((account) => !isUnderWay(account) && needsPerson(account))
  if (trouble)
    return (
      <Said
        tone="bad"
        text={said.trouble(trouble.username, trouble.operation?.error?.message ?? said.undecided)}
      >
        {toHosting(said.look)}
      </Said>
    )
  const moving = data.items.find(isUnderWay)
  if (moving?.operation)
    return (
      <Said tone="busy" text={moving.operation.error?.message ?? said.underWay(moving.username)}>
        <Link
          to="/operations/$operationId"
          params={{ operationId: moving.operation.id }}
          className="font-medium underline"
        >
          {said.follow}
        </Link>
      </Said>
    )
  if (data.items.every(({ status }) => status === 'terminated'))
    return (
      <Said tone="quiet" text={said.none}>
        {toHosting(said.noneDo)}
      </Said>
    )
  return null
}

function Said({ tone, text, children }: { tone: Tone; text: string; children: ReactNode }) {
  return (
    <Notice tone={tone} className="mb-3">
      <div className="flex flex-wrap justify-between gap-x-4">
        <p className="min-w-0 wrap-anywhere">{text}</p>
        {children}
      </div>
    </Notice>
  )
}

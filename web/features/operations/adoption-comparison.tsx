import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AdoptionCandidate } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { explain } from '../../lib/problem.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

const text = words.operations
const typingMs = 400

/** The account with this id, read from the panel when the id is complete. */
export function useCandidate(operationId: string, typed: string) {
  const panelUserId = useSettled(typed.trim(), typingMs)
  return useQuery({
    ...api.operations.adoptionCandidate.queryOptions({ input: { id: operationId, panelUserId } }),
    enabled: panelUserId !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  })
}

/** The requested account beside the panel's account, so that staff compare them before adoption. */
export function AdoptionComparison({ candidate }: { candidate: ReturnType<typeof useCandidate> }) {
  const { data, error, isLoading } = candidate
  return (
    <LiveRegion className="space-y-3">
      {isLoading && <p className="text-muted">{text.comparing}</p>}
      {error && <Notice tone="warn">{explain(error)}</Notice>}
      {data && !error && <Comparison candidate={data} />}
      {data?.difference && !error && <Notice tone="warn">{data.difference}</Notice>}
    </LiveRegion>
  )
}

const dateOf = (value: string) => (Number.isNaN(Date.parse(value)) ? value : formatDateTime(value))

function Comparison({ candidate }: { candidate: AdoptionCandidate }) {
  const { wanted, username, email, createdAt } = candidate
  const isSameEmail = email === null || email.toLowerCase() === wanted.email.toLowerCase()
  const rows = [
    {
      name: text.comparedUsername,
      ours: wanted.username,
      theirs: username,
      same: username === wanted.username,
    },
    { name: text.comparedEmail, ours: wanted.email, theirs: email ?? text.notShown, same: isSameEmail },
    {
      name: text.comparedCreated,
      ours: `${words.hosting.requested} ${formatDateTime(wanted.requestedAt)}`,
      theirs: createdAt === null ? text.notShown : dateOf(createdAt),
      same: true,
    },
  ]
  return (
    <table aria-label={text.comparison} className="w-full table-fixed text-sm">
      <thead>
        <tr className="border-b border-line text-left">
          <th className="w-22 py-1.5 font-medium">
            <span className="sr-only">{text.compared}</span>
          </th>
          <th className="py-1.5 font-medium">{text.wanted}</th>
          <th className="py-1.5 font-medium">{text.onPanel(candidate.panelUserId)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, ours, theirs, same }) => (
          <tr key={name} className="border-b border-line align-top last:border-0">
            <th className="py-1.5 text-left font-normal text-muted">{name}</th>
            <td className="py-1.5 pr-3 wrap-anywhere">{ours}</td>
            <td className={same ? 'py-1.5 wrap-anywhere' : 'py-1.5 font-medium wrap-anywhere text-bad'}>
              {theirs}
              {!same && ` (${text.differs})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

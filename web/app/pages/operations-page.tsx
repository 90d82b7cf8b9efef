import { useNavigate, useSearch } from '@tanstack/react-router'
import { OperationList } from '../../features/operations/operation-list.tsx'
import { oneOf } from '../../lib/one-of.ts'
import { operationStatuses, operationStatusWords } from '../../lib/status-words.ts'
import { PageHeader } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'

export function OperationsPage() {
  const { status } = useSearch({ from: '/staff/operations' })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Operations">
        <Select
          aria-label="Filter by status"
          value={status ?? ''}
          onChange={({ target: { value } }) =>
            void navigate({
              to: '/operations',
              search: { status: oneOf(operationStatuses, value) },
              replace: true,
            })
          }
          className="w-44"
        >
          <option value="">All operations</option>
          {operationStatuses.map((option) => (
            <option key={option} value={option}>
              {operationStatusWords[option].label}
            </option>
          ))}
        </Select>
      </PageHeader>
      <OperationList status={status} />
    </>
  )
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import { operationStatus } from '#contracts/operation.ts'
import { OperationList } from '../../features/operations/operation-list.tsx'
import { operationStatusWords } from '../../lib/status-words.ts'
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
              search: { status: operationStatus.safeParse(value).data },
              replace: true,
            })
          }
          className="w-44"
        >
          <option value="">All operations</option>
          {operationStatus.options.map((option) => (
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

import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions

/** Why rows were skipped or failed, grouped. */
export const ReasonGroups = ({ groups }: Pick<BulkActionDetails, 'groups'>) => (
  <ul className="space-y-1 text-sm wrap-anywhere">
    {groups.map(({ state, code, message, rows }) => (
      <li key={`${state} ${code}`} className={state === 'failed' ? 'text-bad' : 'text-muted'}>
        <UserText>
          {(state === 'failed' ? text.failedRows : text.skippedRows)(rows, text.reasonOf(code, message))}
        </UserText>
      </li>
    ))}
  </ul>
)

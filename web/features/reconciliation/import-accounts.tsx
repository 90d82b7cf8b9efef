import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { words } from '../../words/index.ts'

const text = words.imports

/** Prepares an import of the accounts that are not ours, and opens it for review. */
export function ImportAccounts({ reconciliationId }: { reconciliationId: string }) {
  const navigate = useNavigate()
  const prepare = useMutation({
    mutationFn: () =>
      client.imports.createFromServer(
        { id: reconciliationId },
        { context: { idempotencyKey: randomUuid() } },
      ),
    onSuccess: ({ id: importId }) => navigate({ to: '/imports/$importId', params: { importId } }),
  })
  return (
    <May permission="imports.write">
      <div className="space-y-2">
        <Button size="sm" blocked={prepare.isPending} onClick={() => prepare.mutate()}>
          {prepare.isPending ? text.working : text.fromServer}
        </Button>
        <p className="text-sm text-muted">{text.fromServerHelp}</p>
        <FormError message={prepare.error ? explain(prepare.error) : null} />
      </div>
    </May>
  )
}

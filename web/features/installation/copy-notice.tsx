import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InstallationDecision } from '#contracts/installation.ts'
import { api } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'

/** Shown on every staff page while the engine is held because these data may be a copy. */
export function CopyNotice() {
  const queryClient = useQueryClient()
  const { data } = useQuery(api.installation.get.queryOptions({ staleTime: 60_000 }))
  const decide = useMutation(
    api.installation.decide.mutationOptions({
      onSuccess: (state) => queryClient.setQueryData(api.installation.get.queryKey(), state),
      onError: (error) => toast.error(explain(error)),
    }),
  )
  if (!data || data.standing === 'recognised') return null
  const choose = (thisIs: InstallationDecision['thisIs']) => () => decide.mutate({ thisIs })
  return (
    <section aria-label="Copied data" className="mx-auto max-w-6xl px-3 pt-4 sm:px-6">
      <Notice tone="warn">
        <p className="font-medium">
          {data.standing === 'copy'
            ? 'This is a copy: nothing is sent to any panel.'
            : 'These data were copied, restored or moved. Nothing is sent to any panel until you say whether this is the real installation.'}
        </p>
        <p className="mt-1 text-sm">
          If another copy is still running, both would work on the same servers. Stop the other one before you
          let this one go on.
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={choose('the-real-one')} blocked={decide.isPending}>
            This is the real one
          </Button>
          {data.standing === 'suspected-copy' && (
            <Button onClick={choose('a-copy')} blocked={decide.isPending}>
              This is a copy
            </Button>
          )}
        </div>
      </Notice>
    </section>
  )
}

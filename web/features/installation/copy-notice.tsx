import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InstallationDecision } from '#contracts/installation/schemas.ts'
import { api } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

/** Shown on every staff page while the engine is on hold because the database may be a clone. */
export function CopyNotice() {
  const queryClient = useQueryClient()
  const mayDecide = useMay()('installation.decide')
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
    <section aria-label={words.installation.label} className="mx-auto max-w-6xl px-3 pt-4 sm:px-6">
      <Notice tone="warn">
        <p className="font-medium">
          {data.standing === 'copy' ? words.installation.isClone : words.installation.suspected}
        </p>
        <p className="mt-1 text-sm">{words.installation.both}</p>
        {mayDecide ? (
          <div className="mt-2 flex flex-wrap gap-2">
            <Button onClick={choose('the-real-one')} blocked={decide.isPending}>
              {words.installation.primary}
            </Button>
            {data.standing === 'suspected-copy' && (
              <Button onClick={choose('a-copy')} blocked={decide.isPending}>
                {words.installation.clone}
              </Button>
            )}
          </div>
        ) : (
          <p className="mt-1 text-sm">{words.installation.askOwner}</p>
        )}
      </Notice>
    </section>
  )
}

import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { TokenRow } from '../../features/api-tokens/token-row.tsx'
import { useApiTokens } from '../../features/api-tokens/use-api-tokens.ts'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.apiTokens

const CreateTokenDialog = lazy(() =>
  import('../../features/api-tokens/create-token-dialog.tsx').then(({ CreateTokenDialog }) => ({
    default: CreateTokenDialog,
  })),
)

/** The API tokens of the signed-in user, and those of staff whom they may change. */
export function ApiTokensPage() {
  const tokens = useApiTokens()
  const [creating, setCreating] = useState(false)
  const rows = tokens.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHeader title={text.title}>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden className="size-4" />
          {text.create}
        </Button>
      </PageHeader>
      <div className="-mt-2 mb-4 max-w-prose space-y-1 text-muted">
        <p>{text.intro}</p>
        <p>
          {text.lifetime}{' '}
          <a href="/docs" className="text-accent-text underline">
            {text.docs}
          </a>
        </p>
      </div>
      <Panel>
        {tokens.isError && !rows && <LoadError error={tokens.error} onRetry={() => void tokens.refetch()} />}
        {tokens.isPending && <SkeletonRows rows={3} />}
        {rows?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        {rows && rows.length > 0 && (
          <ul aria-label={text.list} className="divide-y divide-line">
            {rows.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore query={tokens} />
      <LazyPart>{creating && <CreateTokenDialog onClose={() => setCreating(false)} />}</LazyPart>
    </>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import type { Passkey } from '#contracts/factors/schemas.ts'
import { api } from '../../../lib/api.ts'
import { passkeysWorkAt } from '../../../lib/passkey.ts'
import { Button } from '../../../ui/button.tsx'
import { LazyPart } from '../../../ui/lazy-part.tsx'
import { LoadError, SkeletonRows } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { UserText } from '../../../ui/user-text.tsx'
import { words } from '../../../words/index.ts'

const text = words.passkeys

const AddPasskeyDialog = lazy(() =>
  import('./add-passkey-dialog.tsx').then(({ AddPasskeyDialog }) => ({ default: AddPasskeyDialog })),
)
const RemovePasskeyDialog = lazy(() =>
  import('./remove-passkey-dialog.tsx').then(({ RemovePasskeyDialog }) => ({ default: RemovePasskeyDialog })),
)

/** The passkeys of the signed-in user. */
export function PasskeysPanel() {
  const queryClient = useQueryClient()
  const factors = useQuery(api.factors.get.queryOptions())
  const [asked, setAsked] = useState<'add' | Passkey | null>(null)
  if (!factors.data)
    return factors.isError ? (
      <LoadError error={factors.error} onRetry={() => void factors.refetch()} />
    ) : (
      <SkeletonRows rows={1} />
    )
  const { passkeys, passkeyDomain } = factors.data
  const dialog = {
    onClose: () => setAsked(null),
    onDone: () => {
      setAsked(null)
      void queryClient.invalidateQueries({ queryKey: api.factors.key() })
    },
  }
  return (
    <>
      {passkeys.length > 0 && (
        <ul aria-label={text.list} className="divide-y divide-line border-b border-line">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setAsked(passkey)} />
          ))}
        </ul>
      )}
      <div className="space-y-4 px-4 py-4">
        <p className="text-muted">{text.help}</p>
        {passkeysWorkAt(passkeyDomain) ? (
          <Button onClick={() => setAsked('add')}>{text.add}</Button>
        ) : (
          <p>{passkeyDomain === null ? text.needsPublicUrl : text.otherAddress(passkeyDomain)}</p>
        )}
      </div>
      <LazyPart>
        {asked === 'add' && <AddPasskeyDialog {...dialog} />}
        {asked !== null && asked !== 'add' && <RemovePasskeyDialog passkey={asked} {...dialog} />}
      </LazyPart>
    </>
  )
}

function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const { name, createdAt, lastUsedAt } = passkey
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">
          <UserText>{name}</UserText>
        </p>
        <p className="text-sm text-muted">
          {text.added} <Time iso={createdAt} />
        </p>
        <p className="text-sm text-muted">
          {lastUsedAt ? (
            <>
              {text.lastUsed} <Time iso={lastUsedAt} />
            </>
          ) : (
            text.neverUsed
          )}
        </p>
      </div>
      <Button size="sm" aria-label={text.removeOf(name)} onClick={onRemove}>
        {text.remove}
      </Button>
    </li>
  )
}

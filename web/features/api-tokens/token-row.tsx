import { useState } from 'react'
import type { ApiToken, ApiTokenStatus } from '#contracts/api-tokens/schemas.ts'
import type { Tone } from '../../lib/tone.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useApiTokenActions } from './use-api-tokens.ts'

const text = words.apiTokens
const tones: Record<ApiTokenStatus, Tone> = { active: 'good', expired: 'warn', disabled: 'quiet' }

/** One API token: name, owner, status, permissions, times, and the button that revokes it. */
export function TokenRow({ token }: { token: ApiToken }) {
  const { name, owner, isOwn, status } = token
  const [asked, setAsked] = useState(false)
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere">
            <UserText>{name}</UserText>
          </span>
          {!isOwn && (
            <span className="min-w-0 text-muted wrap-anywhere">
              <Sentence text={text.of} values={[owner.name]} />
            </span>
          )}
          <StatusBadge tone={tones[status]} label={text.status[status]} />
        </p>
        <Times token={token} />
        <details className="text-sm">
          <summary className="w-fit cursor-pointer text-muted">
            {text.permissionCount(token.permissions.length)}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {token.permissions.map((permission) => (
              <li key={permission} title={permission}>
                {text.permission(permission)}
              </li>
            ))}
          </ul>
        </details>
      </div>
      <Button size="sm" aria-label={text.revokeOf(name)} onClick={() => setAsked(true)}>
        {text.revoke}
      </Button>
      {asked && <RevokeDialog token={token} onClose={() => setAsked(false)} />}
    </li>
  )
}

function Times({ token: { createdAt, lastUsedAt, expiresAt, status } }: { token: ApiToken }) {
  return (
    <p className="text-sm text-muted">
      {text.created} <Time iso={createdAt} />
      {' · '}
      {lastUsedAt ? (
        <>
          {text.lastUsed} <Time iso={lastUsedAt} />
        </>
      ) : (
        text.neverUsed
      )}
      {' · '}
      {expiresAt ? (
        <>
          {status === 'expired' ? text.expired : text.expires} <Time iso={expiresAt} as="day" />
        </>
      ) : (
        text.noExpiry
      )}
    </p>
  )
}

function RevokeDialog({ token: { id, name }, onClose }: { token: ApiToken; onClose: () => void }) {
  const { revoke } = useApiTokenActions()
  return (
    <ConfirmDialog
      title={<Sentence text={text.revokeTitle} values={[name]} />}
      confirm={text.revoke}
      confirming={text.revoking}
      danger
      onConfirm={async () => {
        await revoke(id)
        toast.success(text.revoked(name))
      }}
      onClose={onClose}
    >
      <p>{text.revokeMeans}</p>
    </ConfirmDialog>
  )
}

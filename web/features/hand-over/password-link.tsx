import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { formatDateTime } from '../../lib/format.ts'
import { CopyButton } from '../../shared/hand-over/copy-button.tsx'
import { words } from '../../words/index.ts'

/** A set-password link, shown once. */
export function PasswordLinkBox({ link, onCopied }: { link: PasswordLink; onCopied: () => void }) {
  const address = `${window.location.origin}${link.path}`
  return (
    <div className="rounded-md border border-line bg-bg p-2.5">
      <p className="text-sm">{words.onboarding.linkHandOver(formatDateTime(link.expiresAt))}</p>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-48 font-mono text-sm break-all select-all">{address}</code>
        <CopyButton
          label={words.onboarding.copyLink}
          text={address}
          copied={words.onboarding.linkCopied}
          onCopied={onCopied}
        />
      </div>
    </div>
  )
}

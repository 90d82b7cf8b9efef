import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { formatDateTime } from '../../lib/format.ts'
import { words } from '../../words/index.ts'
import { CopyButton } from './copy-button.tsx'

/** A set-password link, shown once, to hand over. */
export function PasswordLinkHandOver({ link }: { link: PasswordLink }) {
  const address = `${window.location.origin}${link.path}`
  return (
    <div className="mt-2 rounded-md border border-line bg-surface p-2.5 text-text">
      <p className="text-sm">{words.onboarding.linkHandOver(formatDateTime(link.expiresAt))}</p>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 font-mono text-sm break-all select-all">{address}</code>
        <CopyButton label={words.onboarding.copyLink} text={address} copied={words.onboarding.linkCopied} />
      </div>
    </div>
  )
}

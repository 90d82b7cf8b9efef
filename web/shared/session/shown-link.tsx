import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { copyText } from '../../lib/copy-text.ts'
import { formatDateTime } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.setPassword

/** A set-password link to copy. It is shown only once. */
export function ShownLink({ link }: { link: PasswordLink }) {
  const address = `${window.location.origin}${link.path}`
  const copy = async (near: HTMLElement) => {
    if (await copyText(address, near)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }
  return (
    <Field label={text.link} help={text.linkHelp(formatDateTime(link.expiresAt))}>
      {({ 'aria-required': _, ...control }) => (
        <div className="flex gap-1.5">
          <input
            {...control}
            readOnly
            value={address}
            onFocus={({ target }) => target.select()}
            className={`${controlClass} font-mono text-sm`}
          />
          <Button onClick={({ currentTarget }) => void copy(currentTarget)}>{words.common.copy}</Button>
        </div>
      )}
    </Field>
  )
}

import { copyText } from '../../lib/copy-text.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.webhooks

interface ShownSecretProps {
  /** Null if an earlier request has already returned it. */
  secret: string | null
  /** After a rotation. */
  overlaps?: boolean
  onClose: () => void
}

/** A new signing secret to copy. It is shown only once. */
export function ShownSecret({ secret, overlaps = false, onClose }: ShownSecretProps) {
  return (
    <>
      <DialogBody>
        <Notice tone="warn">{secret === null ? text.notShownAgain : text.shownOnce}</Notice>
        {secret !== null && <SecretToCopy secret={secret} />}
        {overlaps && <p className="text-muted">{text.overlap}</p>}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  )
}

function SecretToCopy({ secret }: { secret: string }) {
  const copy = async (near: HTMLElement) => {
    if (await copyText(secret, near)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }
  return (
    <Field label={text.secret} help={text.secretHelp}>
      {({ 'aria-required': _, ...control }) => (
        <div className="flex gap-1.5">
          <input
            {...control}
            readOnly
            value={secret}
            onFocus={({ target }) => target.select()}
            className={`${controlClass} font-mono text-sm`}
          />
          <Button onClick={({ currentTarget }) => void copy(currentTarget)}>{words.common.copy}</Button>
        </div>
      )}
    </Field>
  )
}

import { copyText } from '../../lib/copy-text.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.apiTokens

/** A new token to copy. It is shown only once. @param token null if an earlier request has already returned it */
export function ShownToken({ token, onClose }: { token: string | null; onClose: () => void }) {
  return (
    <>
      <DialogBody>
        <Notice tone="warn">{token === null ? text.notShownAgain : text.shownOnce}</Notice>
        {token !== null && <TokenField token={token} />}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  )
}

function TokenField({ token }: { token: string }) {
  const copy = async (near: HTMLElement) => {
    if (await copyText(token, near)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }
  return (
    <Field label={text.token} help={text.tokenHelp}>
      {({ 'aria-required': _, ...control }) => (
        <div className="flex gap-1.5">
          <input
            {...control}
            readOnly
            value={token}
            onFocus={({ target }) => target.select()}
            className={`${controlClass} font-mono text-sm`}
          />
          <Button onClick={({ currentTarget }) => void copy(currentTarget)}>{words.common.copy}</Button>
        </div>
      )}
    </Field>
  )
}

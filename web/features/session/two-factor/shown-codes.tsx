import { copyText } from '../../../lib/copy-text.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../../ui/dialog.tsx'
import { toast } from '../../../ui/toast.ts'
import { words } from '../../../words/index.ts'

const text = words.twoFactor

/** New recovery codes, to copy or to download. They are shown only once. */
export function ShownCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const lines = codes.join('\n')
  const copy = async (near: HTMLElement) => {
    if (await copyText(lines, near)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }
  const download = () => {
    const url = URL.createObjectURL(new Blob([`${lines}\n`], { type: 'text/plain' }))
    const link = document.createElement('a')
    link.href = url
    link.download = 'nextpanel-billing-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <DialogBody>
        <p>{text.codesHelp}</p>
        <ul
          aria-label={text.codesList}
          className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md bg-sunken px-4 py-3 font-mono text-sm sm:grid-cols-2"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2">
          <Button onClick={({ currentTarget }) => void copy(currentTarget)}>{text.copyCodes}</Button>
          <Button onClick={download}>{text.download}</Button>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  )
}

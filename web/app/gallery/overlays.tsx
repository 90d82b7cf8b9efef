import { Copy, Ellipsis, Eye, Trash2 } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { Menu } from '../../ui/menu.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { tabClass, tabListClass } from '../../ui/tabs.tsx'
import { Tip } from '../../ui/tip.tsx'
import { toast } from '../../ui/toast.ts'
import { Exhibit } from './exhibit.tsx'

const CommandExhibit = lazy(() =>
  import('./command-exhibit.tsx').then(({ CommandExhibit }) => ({ default: CommandExhibit })),
)

export function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'confirm' | 'sheet' | 'command' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Exhibit title="Dialogs, sheet, palette">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('dialog')}>Dialog</Button>
          <Button onClick={() => setOpen('confirm')}>Confirmation</Button>
          <Button onClick={() => setOpen('sheet')}>Sheet</Button>
          <Button onClick={() => setOpen('command')}>Command palette</Button>
        </div>
        {open === 'dialog' && (
          <Dialog open title="A dialog" description="What it is about." onClose={close}>
            <DialogBody>The only part that scrolls.</DialogBody>
            <DialogFooter>
              <Button variant="ghost" onClick={close}>
                Cancel
              </Button>
              <Button variant="primary">Save</Button>
            </DialogFooter>
          </Dialog>
        )}
        {open === 'confirm' && (
          <ConfirmDialog
            title="Terminate it?"
            confirm="Terminate"
            confirming="Terminating..."
            danger
            onConfirm={async () => {}}
            onClose={close}
          >
            Everything in the account is deleted.
          </ConfirmDialog>
        )}
        {open === 'sheet' && (
          <Sheet title="A sheet" onClose={close} footer={<Button onClick={close}>Done</Button>}>
            Looked up without leaving the page.
          </Sheet>
        )}
        <Suspense>{open === 'command' && <CommandExhibit onClose={close} />}</Suspense>
      </Exhibit>
      <Exhibit title="Menu, tip, toast">
        <div className="flex flex-wrap items-center gap-2">
          <Menu
            label="More actions"
            className={iconClass}
            align="start"
            items={[
              { label: 'Copy', Icon: Copy, keys: 'Y', onSelect: () => toast.success('Copied.') },
              {
                label: 'Suspend',
                disabledBecause: 'It is suspended already.',
                onSelect: () => {},
              },
              { label: 'Terminate', Icon: Trash2, danger: true, onSelect: () => {} },
            ]}
          >
            <Ellipsis aria-hidden className="size-4" />
          </Menu>
          <Tip text="View details">
            <button type="button" aria-label="View details of Ada" className={iconClass}>
              <Eye aria-hidden className="size-4" />
            </button>
          </Tip>
          <Button onClick={() => toast.success('Copied.')}>Toast</Button>
          <Button onClick={() => toast.error('It did not work.')}>Toast of an error</Button>
        </div>
      </Exhibit>
      <Exhibit title="Tabs">
        <Tabs.Root defaultValue="overview">
          <Tabs.List aria-label="An example" className={tabListClass}>
            {['overview', 'hosting', 'operations'].map((name) => (
              <Tabs.Trigger key={name} value={name} className={tabClass}>
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {['overview', 'hosting', 'operations'].map((name) => (
            <Tabs.Content key={name} value={name}>
              What {name} shows.
            </Tabs.Content>
          ))}
        </Tabs.Root>
      </Exhibit>
    </>
  )
}

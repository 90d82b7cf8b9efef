export const menuLook = 'z-50 min-w-40 rounded-lg border border-line bg-surface p-1 shadow-overlay'
export const menuItemLook =
  'flex h-8.5 cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none data-[highlighted]:bg-sunken data-[state=checked]:font-semibold'

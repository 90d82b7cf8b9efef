/** Words of components without a domain, and of buttons that mean the same everywhere. */
export const common = {
  product: 'NextPanel Billing',
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  retry: 'Retry',
  save: 'Save',
  loading: 'Loading...',
  loadMore: 'Load more',
  optional: 'Optional',
  signIn: 'Sign in',
  show: 'Show',
  hide: 'Hide',
  generate: 'Generate',
  copy: 'Copy',
  copied: 'Copied.',
  undo: 'Undo',
  undone: 'Undone.',
  strength: ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'],
  strengthUnknown: 'Strength',
  nothingToCopy: 'There is nothing to copy yet.',
  copyRefused: 'The browser did not allow copying. Show it and copy it by hand.',
  /** What a screen reader says of a bar that shows how full something is. */
  meterValue: (used: number, capacity: number, reserved: number) =>
    `${used} of ${capacity} used, ${reserved} reserved`,
}

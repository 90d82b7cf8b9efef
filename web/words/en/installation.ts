/** The notice on every staff page while this installation may be a clone. */
export const installation = {
  label: 'Installation on hold',
  isClone: 'This installation is a clone. Requests to NextPanel are on hold.',
  suspected:
    'This database was copied, restored or moved. Requests to NextPanel are on hold until you confirm whether this installation is the primary one.',
  both: 'If another installation uses the same data, stop it first. Otherwise both would change the same servers.',
  primary: 'This is the primary installation',
  clone: 'This is a clone',
  askOwner: 'Only an owner can confirm this. Ask an owner of your team.',
}

/**
 * Whether a drag brings files, or perhaps: while it is under way some engines
 * say only that it brings addresses.
 */
export const mayBringFiles = (data: DataTransfer | null): boolean => !!data && ['Files', 'text/uri-list'].some((type) => data.types.includes(type))

/**
 * Whether files were dropped. WebKitGTK keeps files from the page, and their
 * addresses too; those of links it shows.
 */
export const broughtFiles = (data: DataTransfer | null): boolean =>
  !!data && (data.files.length > 0 || (mayBringFiles(data) && /^(file:|$)/i.test(data.getData('text/uri-list').trim())))

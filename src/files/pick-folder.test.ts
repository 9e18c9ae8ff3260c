import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  requestFolderPermission,
  queryFolderPermission,
} from './folder-permission.ts';
import { canPickFolder, pickFailure, pickFolder } from './pick-folder.ts';
import { openNodeDirectory } from './testing/node-directory-handle.ts';
import { makeTempFolder } from './testing/temp-tree.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('pickFolder', () => {
  it('says so where there is no picker', async () => {
    expect(canPickFolder()).toBe(false);
    expect(await pickFolder()).toEqual({ kind: 'not-supported' });
  });

  it('asks for writing at once', async () => {
    const directory = { kind: 'directory', name: 'Photos' };
    const picker = vi.fn(() => Promise.resolve(directory));
    vi.stubGlobal('showDirectoryPicker', picker);
    expect(await pickFolder()).toEqual({ kind: 'picked', directory });
    expect(picker).toHaveBeenCalledWith({
      mode: 'readwrite',
      startIn: 'pictures',
    });
  });

  it.each([
    ['AbortError', 'The user aborted a request.', 'cancelled'],
    ['AbortError', 'Contains system files.', 'refused'],
    ['NotAllowedError', 'Blocked by policy.', 'refused'],
    ['SecurityError', 'Must be handling a user gesture.', 'refused'],
  ])('reads %s "%s" as %s', (name, message, kind) => {
    expect(pickFailure(new DOMException(message, name)).kind).toBe(kind);
  });

  it('throws what is a mistake of the program', () => {
    expect(() => pickFailure(new TypeError('startIn'))).toThrow('startIn');
  });
});

describe('folder permission', () => {
  it.each([
    ['granted', 'granted', 'granted'],
    ['prompt', 'prompt', 'granted'],
    ['denied', 'denied', 'denied'],
  ] as const)(
    '%s: query says %s, request %s',
    async (permission, queried, requested) => {
      const temp = await makeTempFolder();
      const { handle } = openNodeDirectory(temp.path, { permission });
      expect(await queryFolderPermission(handle)).toBe(queried);
      expect(await requestFolderPermission(handle)).toBe(requested);
      await temp.remove();
      if (permission === 'granted') {
        expect(await queryFolderPermission(handle)).toBe('missing');
      }
    },
  );

  it('stays as it is when asked outside of a click', async () => {
    const temp = await makeTempFolder();
    const { handle } = openNodeDirectory(temp.path, { permission: 'prompt' });
    handle.requestPermission = () =>
      Promise.reject(new DOMException('no gesture', 'SecurityError'));
    expect(await requestFolderPermission(handle)).toBe('prompt');
    await temp.remove();
  });

  it('is read-only when only writing was refused', async () => {
    const temp = await makeTempFolder();
    const { handle } = openNodeDirectory(temp.path);
    handle.queryPermission = (options) =>
      Promise.resolve(options?.mode === 'read' ? 'granted' : 'denied');
    expect(await queryFolderPermission(handle)).toBe('read-only');
    await temp.remove();
  });
});

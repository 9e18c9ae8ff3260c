import type { PictureKey } from '../../domain/build-groups.ts';
import { pictureKey } from '../../domain/build-groups-input.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import {
  fileKey,
  type ContentHash,
  type FileKey,
} from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { MatcherGroupBook } from './matcher-group-book.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import type { LookBook } from './matcher-look-book.ts';
import type { PairSearch } from './matcher-pair-search.ts';
import type { MatcherShots } from './matcher-shots.ts';

/** Everything that knows of files. */
interface Places {
  library: MatcherLibrary;
  shelf: HashShelf;
  search: PairSearch;
  edges: MatcherEdges;
  shots: MatcherShots;
  book: MatcherGroupBook;
  looks: LookBook;
}

/** What files that come and go make to be done. */
interface FileChange {
  /** Contents to be grouped anew. */
  touched: Set<ContentHash>;
  /** Pictures to be joined with the others. */
  added: Set<PictureKey>;
}

/** Takes files in and out. To join and to group what they change is left to the caller. */
export class MatcherIntake {
  private readonly places: Places;

  constructor(places: Places) {
    this.places = places;
  }

  /**
   * Adds or replaces a file. A record without a fingerprint takes it out.
   *
   * @param given fingerprints of contents that may not be held
   */
  put(
    record: FileRecord,
    given: ReadonlyMap<ContentHash, Fingerprint>,
    { touched, added }: FileChange,
  ): void {
    const { library, shelf, search, shots } = this.places;
    const { outcome } = record;
    const key = fileKey(record.root, record.path);
    const content =
      outcome.kind === 'fingerprinted' &&
      (library.has(outcome.content) || given.has(outcome.content))
        ? outcome.content
        : undefined;
    if (library.contentOfFile(key) !== content) {
      this.remove(key, touched);
    }
    shots.put(record, touched);
    if (content === undefined) return;
    const fingerprint = given.get(content);
    const isNewContent = !library.has(content);
    if (isNewContent && fingerprint !== undefined) {
      const picture = pictureKey(fingerprint);
      if (!library.hasPicture(picture)) added.add(picture);
      shelf.put(picture, fingerprint.hashes);
      shelf.frames.put(picture, fingerprint);
      search.crops.put(picture, fingerprint);
    }
    library.put(record, content, fingerprint);
    touched.add(content);
    if (isNewContent) this.recallLooks(content);
    const picture = library.pictureOf(content);
    if (picture !== undefined && library.hasTwins(content)) {
      search.want(picture);
    }
  }

  /** @param touched gets the contents that this may concern */
  remove(key: FileKey, touched: Set<ContentHash>): void {
    const { library, search, edges, shots, book } = this.places;
    shots.remove(key, touched);
    const content = library.contentOfFile(key);
    const picture = content && library.pictureOf(content);
    if (content === undefined || picture === undefined) return;
    // Companions first: afterwards nothing says that they were together.
    for (const one of book.companions(content)) touched.add(one);
    library.remove(key);
    for (const twin of library.contentsOf(picture)) touched.add(twin);
    if (library.hasPicture(picture)) return;
    search.remove(picture);
    search.unwant(content);
    for (const other of edges.removePicture(picture)) {
      for (const one of library.contentsOf(other)) touched.add(one);
    }
  }

  private recallLooks(content: ContentHash): void {
    const { library, edges, looks } = this.places;
    for (const look of looks.of(content)) {
      const first = library.pictureOf(look.first);
      const second = library.pictureOf(look.second);
      if (first !== undefined && second !== undefined) {
        edges.setLook(first, second, look.measure);
      }
    }
  }
}

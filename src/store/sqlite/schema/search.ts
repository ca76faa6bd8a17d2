/** The full-text index over pages, how far it goes, and what takes erased words out of it. */

/**
 * The index keeps words, not texts: `content=''`. A page is under its `page_key`, with who holds it (`holderTokens`) in a
 * column of its own, so that a search passes over what cannot lie in a mailbox. Taking an entry out needs the words it
 * went in with: the triggers do it while the text is still there, whoever erases it.
 */
export const searchTables = `
  CREATE TABLE search_index (
    account_id INTEGER PRIMARY KEY,
    -- The newest page that is in the index; pages are put in by ascending id.
    indexed_to_id INTEGER NOT NULL
  ) STRICT;
  -- Words that were taken out can still mark where parts of the index begin, until it is written anew: step by step,
  -- for all accounts together.
  CREATE TABLE search_rewrite (
    has_traces INTEGER NOT NULL,
    -- 0 at rest, 1 about to begin, 2 under way.
    stage INTEGER NOT NULL,
    finished_ms INTEGER NOT NULL
  ) STRICT;
  INSERT INTO search_rewrite VALUES (0, 0, 0);

  CREATE VIRTUAL TABLE page_words USING fts5(
    holders, text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
  -- What is taken out is overwritten at once, not only marked as gone.
  INSERT INTO page_words (page_words, rank) VALUES ('secure-delete', 1);

  CREATE TRIGGER page_text_erased BEFORE UPDATE OF text ON page
  WHEN old.text <> '' AND new.text <> old.text
    AND old.page_id <= (SELECT indexed_to_id FROM search_index WHERE account_id = old.account_id)
  BEGIN
    INSERT INTO page_words (page_words, rowid, holders, text)
    VALUES ('delete', old.page_key, holder_tokens(old.account_id, old.sender, old.reached_ids), spaced(old.text));
    UPDATE search_rewrite SET has_traces = 1;
  END;
  CREATE TRIGGER page_removed BEFORE DELETE ON page
  WHEN old.text <> ''
    AND old.page_id <= (SELECT indexed_to_id FROM search_index WHERE account_id = old.account_id)
  BEGIN
    INSERT INTO page_words (page_words, rowid, holders, text)
    VALUES ('delete', old.page_key, holder_tokens(old.account_id, old.sender, old.reached_ids), spaced(old.text));
    UPDATE search_rewrite SET has_traces = 1;
  END;
`;

/**
 * The index over words that we split and fold ourselves (`domain/search-words.ts`), made anew from the first page on. The
 * tokenizer only parts them at spaces. In `stems` is what stands behind a particle.
 */
export const foldedSearch = `
  DROP TRIGGER page_text_erased;
  DROP TRIGGER page_removed;
  DROP TABLE page_words;
  DELETE FROM search_index;
  UPDATE search_rewrite SET has_traces = 0, stage = 0;

  CREATE VIRTUAL TABLE page_words USING fts5(
    holders, text, stems, content='', columnsize=0, tokenize='ascii');
  INSERT INTO page_words (page_words, rank) VALUES ('secure-delete', 1);

  CREATE TRIGGER page_text_erased BEFORE UPDATE OF text ON page
  WHEN old.text <> '' AND new.text <> old.text
    AND old.page_id <= (SELECT indexed_to_id FROM search_index WHERE account_id = old.account_id)
  BEGIN
    INSERT INTO page_words (page_words, rowid, holders, text, stems)
    VALUES ('delete', old.page_key, holder_tokens(old.account_id, old.sender, old.reached_ids),
      indexed_words(old.text), indexed_stems(old.text));
    UPDATE search_rewrite SET has_traces = 1;
  END;
  CREATE TRIGGER page_removed BEFORE DELETE ON page
  WHEN old.text <> ''
    AND old.page_id <= (SELECT indexed_to_id FROM search_index WHERE account_id = old.account_id)
  BEGIN
    INSERT INTO page_words (page_words, rowid, holders, text, stems)
    VALUES ('delete', old.page_key, holder_tokens(old.account_id, old.sender, old.reached_ids),
      indexed_words(old.text), indexed_stems(old.text));
    UPDATE search_rewrite SET has_traces = 1;
  END;
`;

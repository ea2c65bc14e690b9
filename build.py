"""Build the dataset: articles in, validated tables out.

    seeds/articles/   source text, as published
      -> read         one Article a record; what cannot be read is set aside with its bytes and the reason
      -> annotate     sentences, mentions, statements, speakers, events, dates
      -> resolve      who is the same person, organization or country across articles
      -> curate       people's decisions from seeds/curation/, each guarded by what it expects to find
      -> tables       typed, sorted Arrow tables after schema/
      -> validate     every reference, position, count and date
      -> package      Parquet, metadata, codebook, checksums: data/, replaced whole or left as it was
      -> release      what changed since the last one, the version that it needs, an archive in dist/

``python build.py`` rebuilds data/; ``python build.py --help`` tells the rest. The stages are in dataset/pipeline.py.
"""

from dataset.cli import main

if __name__ == "__main__":
    main()

"""Labels for research tools: INCEpTION and WebAnno, QDA programs, web annotations, DNA."""
